import type { Keys } from '../fields.ts'

const noContainer = 'there is no container here'
const noNetwork = 'workers share the network of this machine'
const noLimit = 'no limit is enforced yet'
const asUser = 'a worker runs as the user who runs skep'

/** The keys of a service. */
export const serviceKeys: Keys = {
  carried: [
    ...['command', 'entrypoint', 'environment', 'env_file', 'working_dir', 'depends_on', 'healthcheck', 'restart'],
    ...['stop_signal', 'stop_grace_period', 'tty', 'stdin_open', 'profiles', 'ports', 'deploy', 'scale', 'develop'],
    ...['image', 'build', 'volumes'],
  ],
  dropped: {
    annotations: noContainer,
    attach: { why: 'skep shows the output of all', unless: [true] },
    blkio_config: noLimit,
    cap_add: noContainer,
    cap_drop: noContainer,
    cgroup: noContainer,
    cgroup_parent: noContainer,
    configs: noContainer,
    container_name: noContainer,
    cpu_count: noLimit,
    cpu_percent: noLimit,
    cpu_period: noLimit,
    cpu_quota: noLimit,
    cpu_rt_period: noLimit,
    cpu_rt_runtime: noLimit,
    cpu_shares: noLimit,
    cpus: noLimit,
    cpuset: noLimit,
    credential_spec: noContainer,
    device_cgroup_rules: noContainer,
    devices: noContainer,
    dns: noNetwork,
    dns_opt: noNetwork,
    dns_search: noNetwork,
    domainname: noNetwork,
    expose: noNetwork,
    external_links: noNetwork,
    extra_hosts: noNetwork,
    gpus: noContainer,
    group_add: asUser,
    hostname: noNetwork,
    init: noContainer,
    ipc: noContainer,
    isolation: noContainer,
    label_file: noContainer,
    labels: noContainer,
    links: noNetwork,
    logging: 'skep keeps the output of every run by itself, `skep logs` shows it',
    mac_address: noNetwork,
    mem_limit: noLimit,
    mem_reservation: noLimit,
    mem_swappiness: noLimit,
    memswap_limit: noLimit,
    models: noContainer,
    network_mode: noNetwork,
    networks: noNetwork,
    oom_kill_disable: noContainer,
    oom_score_adj: noContainer,
    pid: noContainer,
    pids_limit: noLimit,
    platform: noContainer,
    post_start: 'nothing is run inside of a worker',
    pre_stop: 'nothing is run inside of a worker',
    privileged: noContainer,
    pull_policy: noContainer,
    pull_refresh_after: noContainer,
    read_only: noContainer,
    runtime: noContainer,
    secrets: noContainer,
    security_opt: noContainer,
    shm_size: noContainer,
    storage_opt: noContainer,
    sysctls: noContainer,
    tmpfs: noContainer,
    ulimits: noLimit,
    use_api_socket: noContainer,
    user: asUser,
    userns_mode: noContainer,
    uts: noContainer,
    volumes_from: noContainer,
  },
}

/** The keys of the whole file. */
export const fileKeys: Keys = {
  carried: ['services', 'name', 'version'],
  dropped: {
    include: 'import each of the files that it names by itself',
    networks: noNetwork,
    volumes: noContainer,
    secrets: noContainer,
    configs: noContainer,
    models: noContainer,
  },
}

/** The keys of `deploy`. */
export const deployKeys: Keys = {
  carried: ['replicas', 'restart_policy'],
  dropped: {
    mode: { why: 'how many there are is said by `replicas`', unless: ['replicated'] },
    endpoint_mode: noNetwork,
    labels: noContainer,
    placement: 'workers run on this machine',
    resources: noLimit,
    rollback_config: 'nothing is deployed',
    update_config: 'nothing is deployed',
  },
}
