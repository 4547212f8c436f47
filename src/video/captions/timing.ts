/** Times of WebVTT (`[hh:]mm:ss.ttt`) and SRT (`hh:mm:ss,ttt`). */

const TIME = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.,](\d{3})$/

/** Seconds; `undefined` for what is no time. SRT's comma is taken for WebVTT's point. */
export function secondsOf(text: string): number | undefined {
  const [, hours = '0', minutes, seconds, thousandths] = TIME.exec(text) ?? []
  if (minutes === undefined) return undefined
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return whole + Number(thousandths) / 1000
}

/** `hh:mm:ss.ttt`, hours always, as players of all ages read it. */
export function timeOf(seconds: number): string {
  const thousandths = Math.round(seconds * 1000)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const rest = String(thousandths % 1000).padStart(3, '0')
  const whole = Math.floor(thousandths / 1000)
  return `${two(whole / 3600)}:${two((whole / 60) % 60)}:${two(whole % 60)}.${rest}`
}

/** `start --> end settings`; `undefined` for a line without an arrow. */
export function timingOf(
  line: string,
): { start: number | undefined; end: number | undefined; settings: string } | undefined {
  const parts = /^\s*(\S*)\s*-->\s*(\S*)(?:\s+(.*?))?\s*$/.exec(line)
  if (!parts) return undefined
  return {
    start: secondsOf(parts[1] ?? ''),
    end: secondsOf(parts[2] ?? ''),
    settings: parts[3] ?? '',
  }
}
