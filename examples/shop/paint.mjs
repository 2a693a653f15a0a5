// Colours for the log lines of the shop; none when NO_COLOR is set.
const isPlain = Boolean(process.env.NO_COLOR)

function inCode(code) {
  return text => (isPlain ? String(text) : `\x1b[${code}m${text}\x1b[0m`)
}

export const bold = inCode(1)
export const dim = inCode(2)
export const red = inCode(31)
export const green = inCode(32)
export const yellow = inCode(33)
export const cyan = inCode(36)
