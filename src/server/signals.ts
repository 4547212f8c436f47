/** Resolves at the first SIGINT or SIGTERM. A second one ends the process at once, for a stop that hangs. */
export const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    let first = true
    const stop = (signal: NodeJS.Signals): void => {
      if (!first) process.exit(1)
      first = false
      resolve(signal)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
