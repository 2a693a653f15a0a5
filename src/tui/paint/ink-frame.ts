// Every control sequence but those that colour.
const steering = /\x1b\[[0-?]*[ -/]*[@-ln-~]/g

/**
 * The rows of the frame that Ink wrote; undefined when it wrote none, but a mark or a mode. Ink (as long as `incrementalRendering` is
 * off) erases its last frame, which is steering, and writes the next one whole, all in one write.
 */
export function readInkFrame(written: string): readonly string[] | undefined {
  const text = written.replace(steering, '')
  if (text === '') return undefined
  const rows = text.split('\n')
  // A frame that does not fill the screen ends in a newline.
  if (rows.at(-1) === '') rows.pop()
  return rows
}
