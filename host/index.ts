/** Host room: the screens of a station for the browsers of this machine, and of no other. */
export { startHost, type Host, type HostOptions } from './host.ts'
