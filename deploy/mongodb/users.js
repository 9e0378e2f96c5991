// Creates the service's user with what it needs and nothing else. Run once, as an administrator:
//
//   CUSTOMER_PROFILES_PASSWORD=... mongosh "mongodb://admin@host/admin" users.js
//
// The indexes are created by the service at its start; it drops nothing, and no other database is open to it.
const name = "customer-profiles";
const password = process.env.CUSTOMER_PROFILES_PASSWORD;
if (!password) {
  throw new Error("CUSTOMER_PROFILES_PASSWORD is not set");
}
const data = db.getSiblingDB(name);

data.createRole({
  role: "customerProfilesService",
  privileges: [
    {
      resource: { db: name, collection: "" },
      actions: ["find", "insert", "update", "remove", "createCollection", "createIndex"],
    },
  ],
  roles: [],
});
data.createUser({
  user: name,
  pwd: password,
  roles: [{ role: "customerProfilesService", db: name }],
});
