import * as api from "./api.js";
import { authorization, signIn } from "./session.js";

const workspace = import("./workspace.js"); // comes while the user is being signed in

try {
  await signIn(api.settings);
  api.authoriseWith(authorization);
  await workspace;
  document.body.append(document.createElement("cp-workspace"));
} catch (problem) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = `You could not be signed in: ${problem.message}`;
  document.body.append(message);
}
