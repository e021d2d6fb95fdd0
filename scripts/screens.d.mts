/** Builds what is out of date. Returns 0, or the exit code of the build that failed. */
export function buildScreens(): number
