/** Which keys of a worker skep can carry out already; until then what would go there is noted. */
export const carriable: Readonly<Record<'limits' | 'on' | 'ports' | 'schedule' | 'watch', boolean>> = {
  limits: false,
  on: true,
  ports: true,
  schedule: true,
  watch: true,
}
