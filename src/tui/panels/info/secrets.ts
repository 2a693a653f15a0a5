const secretName = /KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|PRIVATE/i

/** Whether a variable's value is never shown, by its name. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}
