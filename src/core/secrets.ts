const secretName = /KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|PRIVATE/i

/** Whether a variable's value is never shown, by its name. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** Variables as they may be shown: those with secret names are left out and only named. */
export type ShownVariables = {
  readonly shown: Readonly<Record<string, string>>
  readonly hidden: readonly string[]
}

/** Takes the values that are never shown out of an environment. */
export function hideSecrets(env: Readonly<Record<string, string>>): ShownVariables {
  const isHidden = ([name]: readonly [string, string]): boolean => isSecretName(name)
  const all = Object.entries(env)
  return {
    shown: Object.fromEntries(all.filter(entry => !isHidden(entry))),
    hidden: all.filter(isHidden).map(([name]) => name),
  }
}
