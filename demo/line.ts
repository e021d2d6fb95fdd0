import { createConnection } from 'node:net'
import { openFileInbox, startHub, type Hub } from '../hub/index.ts'
import type { TargetName } from '../shared/model/index.ts'
import { readTrustProfile, toPem } from '../shared/pki/index.ts'
import { certificatesPem, privateKeyPem, type DemoPki } from './pki.ts'
import { startStatusService, type DemoStatusService } from './status-service.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from './time-stamp-authority.ts'

/** One service at the other end of the line, and whether a connection to it is answered. */
export interface Probe {
  readonly service: 'time stamp authority' | 'certificate status' | 'receivers'
  readonly port: number
  readonly answered: boolean
}

/** Everything that the station reaches over a network: a time stamp authority, the certificates' status and the three stand-ins, on loopback. */
export interface Line {
  readonly timeStampUrl: string
  url(target: TargetName): string
  /** Ends all services: their ports refuse connections from now on. */
  cut(): Promise<void>
  /** Starts all again at the same addresses. */
  back(): Promise<void>
  probe(): Promise<Probe[]>
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const end = (answered: boolean): void => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => { end(true) }).once('error', () => { end(false) })
  })
}

/**
 * Opens the line; `inbox` is the folder in which the stand-ins keep what they received. `status` answers for the certificates already: they
 * name its address, so that it came first.
 */
export async function openLine(pki: DemoPki, inbox: string, status: DemoStatusService): Promise<Line> {
  const startStatus = async (port: number): Promise<DemoStatusService> => {
    const service = await startStatusService(port)
    service.answerFor(pki)
    return service
  }
  const startReceivers = async (port: number): Promise<Hub> => startHub({
    inbox: await openFileInbox(inbox),
    tls: { privateKeyPem: privateKeyPem(pki.hubTls), certificatePem: certificatesPem(pki.hubTls) },
    receipts: { privateKeyPem: privateKeyPem(pki.hubReceipts), certificatePem: certificatesPem(pki.hubReceipts) },
    trust: readTrustProfile(toPem(pki.root.certificate)),
    acceptTraining: true,
    port,
  })
  let services: { readonly stamps: DemoTimeStampAuthority; readonly status: DemoStatusService; readonly receivers: Hub } | null = { stamps: await startTimeStampAuthority(pki), status, receivers: await startReceivers(0) }
  const timeStampUrl = services.stamps.url
  const addresses = { 'kho': services.receivers.url('kho'), 'vneid': services.receivers.url('vneid'), 'chia-se': services.receivers.url('chia-se') }
  const ports = { stamps: Number(new URL(timeStampUrl).port), status: Number(new URL(status.url).port), receivers: Number(new URL(addresses.kho).port) }
  return {
    timeStampUrl,
    url: (target) => addresses[target],
    async cut() {
      await services?.receivers.close()
      await services?.stamps.close()
      await services?.status.close()
      services = null
    },
    async back() {
      services ??= { stamps: await startTimeStampAuthority(pki, ports.stamps), status: await startStatus(ports.status), receivers: await startReceivers(ports.receivers) }
    },
    probe: async () => [
      { service: 'time stamp authority', port: ports.stamps, answered: await answers(ports.stamps) },
      { service: 'certificate status', port: ports.status, answered: await answers(ports.status) },
      { service: 'receivers', port: ports.receivers, answered: await answers(ports.receivers) },
    ],
  }
}
