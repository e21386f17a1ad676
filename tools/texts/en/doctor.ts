import type { DoctorTexts } from '../fr/doctor.ts';

export const doctor: DoctorTexts = {
  addressOk: (url) => `The public address ${url} is https.`,
  addressLocal: (url) => `The address ${url} can only be reached from this machine.`,
  addressLocalNext: 'That is enough to try things out. For real customers, set PUBLIC_URL to your https address.',
  addressPlain: (url) => `The public address ${url} is not https.`,
  addressPlainNext: 'Set PUBLIC_URL to an https address: without it no webhook arrives and no link is sent.',
  mailOk: 'Sending e-mail is set up.',
  mailOff: 'No e-mail can be sent.',
  mailOffNext: 'Set SMTP_URL so that sign-in links and alerts can go by e-mail as well.',
  notExamined: (channel) => `Nothing to check from outside for the channel ${channel}.`,
  broke: (why) => `The check could not be finished: ${why}`,
  brokeNext: 'Run the check again in a few minutes.',
  hub: 'Installation',
};
