import type { Site } from './cluster.ts';

/** For a small shop's machine: about 45 MB of memory at rest. Durability stays at PostgreSQL's own full settings. */
const SETTINGS: Record<string, string> = {
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  effective_cache_size: '256MB',
  maintenance_work_mem: '32MB',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '4',
  random_page_cost: '1.1',
  huge_pages: 'off',
  jit: 'off',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // What goes wrong with a statement is told to us, who log it; here it would put customers' data into a file.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** The arguments of `postgres`: loopback only, our settings, the caller's over them. */
export function commandLine(site: Pick<Site, 'binaries' | 'settings'>, cluster: string, port: number): string[] {
  // The workers that read ahead are of no use to a database that fits in memory.
  const newer = site.binaries.major >= 18 ? { io_method: 'sync' } : {};
  const all = { ...SETTINGS, ...newer, ...site.settings, listen_addresses: '127.0.0.1', port: String(port) };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
