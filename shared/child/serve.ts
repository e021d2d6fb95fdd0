import { flushCompileCache } from 'node:module'
import { describeThrown } from '../model/index.ts'
import type { ChildReply, ChildRequest } from './protocol.ts'

/**
 * Turns this process into a worker of a ChildPool: answers each request with what `handle` returns, or with the code
 * and parameters of what it throws. Ends when the parent goes away. Values travel by structured clone (bytes included).
 */
export function serve<Request, Response>(handle: (request: Request) => Promise<Response> | Response): void {
  const answer = async ({ id, payload }: ChildRequest): Promise<ChildReply> => {
    try {
      return { id, ok: true, value: await handle(payload as Request) }
    } catch (thrown) {
      return { id, ok: false, ...describeThrown(thrown) }
    }
  }
  let hasAnswered = false
  process.on('disconnect', () => process.exit(0))
  process.on('message', (message: ChildRequest) => {
    void answer(message).then((reply) => {
      // Node keeps compiled code for the next start when a process ends by itself, which a child that is killed never does.
      if (!hasAnswered) flushCompileCache()
      hasAnswered = true
      process.send?.(reply)
    })
  })
}
