// A passkey, asked for by the device itself. Without a browser that knows how, nothing is shown.
// <form data-passkey="get | create" hidden> input[name=credential], button, [data-passkey-trouble]
// The question comes from <script id="js_data"> or, on the sign-in page, from the form's address.

const canAsk = () => Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

async function question(form) {
  const here = document.getElementById("js_data");
  if (here) return JSON.parse(here.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function get(data) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(data.request_options.publicKey);
  return navigator.credentials.get({ publicKey });
}

async function create(data, form) {
  const alone = form.elements.passwordless?.checked ?? false;
  const wanted = data.creation_options.publicKey;
  wanted.authenticatorSelection = {
    ...wanted.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
}

async function ask(form) {
  const trouble = form.querySelector("[data-passkey-trouble]");
  trouble.hidden = true;
  try {
    const credential = await { get, create }[form.dataset.passkey](await question(form), form);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    trouble.hidden = false;
    trouble.focus();
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!canAsk()) continue;
  for (const part of [form, ...document.querySelectorAll("[data-with-passkey]")]) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-passkey]")) part.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
