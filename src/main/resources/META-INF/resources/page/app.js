import * as api from "./api.js";
import { authorization, signIn } from "./session.js";
import "./workspace.js";

try {
  await signIn(await api.settings());
  api.authoriseWith(authorization);
  document.body.append(document.createElement("cp-workspace"));
} catch (problem) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = `You could not be signed in: ${problem.message}`;
  document.body.append(message);
}
