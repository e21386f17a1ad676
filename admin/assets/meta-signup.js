/**
 * WhatsApp's Embedded Signup: opens Meta's window by its own SDK, waits for the code and the ids it tells, and posts them
 * with the form's token. Nothing of it is kept in the browser.
 */
const facts = JSON.parse(document.body.dataset.facts ?? 'null');
const form = document.querySelector('form.signup');
const state = document.querySelector('[data-signup-state]');
const told = {};

/** Meta's window says which account and number were chosen by a message of its own. */
export function readSession(event) {
  if (!/^https:\/\/([\w-]+\.)*facebook\.com$/.test(event.origin)) return null;
  try {
    const { type, event: what, data } = JSON.parse(event.data);
    if (type !== 'WA_EMBEDDED_SIGNUP' || !/^FINISH/.test(what ?? '')) return null;
    return {
      waba_id: data?.waba_id ?? '',
      phone_number_id: data?.phone_number_id ?? '',
      coexistence: /APP_ONBOARDING/.test(what) ? '1' : '',
    };
  } catch {
    return null;
  }
}

function send(code) {
  for (const [name, value] of Object.entries({ code, ...told })) form.elements.namedItem(name).value = value;
  form.requestSubmit();
}

function open(featureType) {
  state.textContent = facts.waiting;
  const extras = featureType === '' ? {} : { featureType, sessionInfoVersion: '3' };
  const options = { config_id: facts.configId, response_type: 'code', override_default_response_type: true, extras };
  globalThis.FB.login((answer) => {
    const code = answer?.authResponse?.code;
    if (code) send(code);
    else state.textContent = facts.closed;
  }, options);
}

if (facts?.appId && form) {
  addEventListener('message', (event) => Object.assign(told, readSession(event) ?? {}));
  const sdk = document.createElement('script');
  sdk.src = facts.sdk;
  sdk.async = true;
  sdk.crossOrigin = 'anonymous';
  sdk.addEventListener('load', () => {
    globalThis.FB.init({ appId: facts.appId, version: facts.version, xfbml: false });
    for (const button of document.querySelectorAll('[data-signup]'))
      button.addEventListener('click', () => open(button.dataset.signup));
  });
  document.head.append(sdk);
}
