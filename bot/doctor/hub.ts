import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import { inEveryLanguage } from '../../tools/texts/index.ts';
import type { ShopExaminer } from './visit.ts';

/** What all channels need of the installation: an address providers reach, and mail. */
export const hubExaminer: ShopExaminer = {
  subject: 'hub',
  examine: async ({ settings, hub }) => [address(hub.publicUrl, settings.publicUrlIsLoopback), mail(settings.smtpUrl)],
};

function address(url: string, local: boolean): Check {
  if (url.startsWith('https:'))
    return ok(
      'address',
      inEveryLanguage((texts) => texts.doctor.addressOk(url)),
    );
  const [state, says, next] = local
    ? ([warn, 'addressLocal', 'addressLocalNext'] as const)
    : ([fail, 'addressPlain', 'addressPlainNext'] as const);
  return state(
    'address',
    inEveryLanguage((texts) => texts.doctor[says](url)),
    inEveryLanguage((texts) => texts.doctor[next]),
  );
}

function mail(smtpUrl: string | null): Check {
  if (smtpUrl !== null)
    return ok(
      'mail',
      inEveryLanguage((texts) => texts.doctor.mailOk),
    );
  return warn(
    'mail',
    inEveryLanguage((texts) => texts.doctor.mailOff),
    inEveryLanguage((texts) => texts.doctor.mailOffNext),
  );
}
