/** Who did it: a person, an agent by name, the configuration, skep itself, or a program through the library. */
export type Actor = 'user' | `agent:${string}` | 'config' | 'supervisor' | 'api'
