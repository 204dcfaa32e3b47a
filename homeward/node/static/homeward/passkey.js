// Makes or uses a passkey (Web Authentication, level 2) and puts the answer into the form that is then sent as any other.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function answer(ask, said) {
  const options = { ...said, challenge: bytes(said.challenge) };
  if (ask === "create") {
    options.user = { ...said.user, id: bytes(said.user.id) };
    options.excludeCredentials = known(said.excludeCredentials);
  } else {
    options.allowCredentials = known(said.allowCredentials);
  }
  for (const name of Object.keys(options)) if (options[name] === null) delete options[name];
  const made = await navigator.credentials[ask]({ publicKey: options });
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[part]) response[part] = text(made.response[part]);
  }
  return { id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} };
}

for (const form of document.querySelectorAll("form.passkey")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[role=alert]");
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answer(form.dataset.ask, JSON.parse(form.dataset.options)));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
