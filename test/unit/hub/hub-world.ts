import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Agent } from 'undici'
import { startHub, type Hub, type HubOptions } from '../../../hub/index.ts'
import { toPem } from '../../../shared/pki/index.ts'
import { hubOptions } from '../../support/hub-options.ts'
import { makePlainPdf } from '../../support/signed-pdf.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

/** A hub on loopback, its inbox in a folder, and a signed and stamped PDF to be sent to it. */
export interface HubWorld {
  readonly world: SignedWorld
  readonly folder: string
  readonly hub: Hub
  readonly dispatcher: Agent
  readonly pdf: Buffer
  /** Ends all but the hub. */
  readonly close: () => Promise<void>
}

export async function openHubWorld(more: Partial<HubOptions> = {}): Promise<HubWorld> {
  const world = await openSignedWorld()
  const folder = await mkdtemp(path.join(tmpdir(), 'sohoa-hub-'))
  const hub = await startHub(await hubOptions(world.pki, folder, more))
  const dispatcher = new Agent({ connect: { ca: toPem(world.pki.hubRoot.certificate) } })
  return {
    world, folder, hub, dispatcher, pdf: await world.sign(await makePlainPdf({ pages: 1 }), 'Sig1', { stamped: true }),
    async close() {
      await dispatcher.close()
      await world.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
