import { describeThrown, type ErrorCode, type ErrorParams } from '../../shared/model/index.ts'

/** Code and parameters of what `action` throws or rejects with; undefined when it does neither. */
export async function thrownBy(action: () => unknown): Promise<{ code: ErrorCode; params: ErrorParams } | undefined> {
  try {
    await action()
    return undefined
  } catch (thrown) {
    return describeThrown(thrown)
  }
}
