// Spreads the collections that grow over the shards of a cluster, by a hash of _id. Run once, as an administrator of the
// cluster, through mongos:
//
//   mongosh "mongodb://admin@mongos/admin" shard.js
//
// Best before there is data; with data it works as well (MongoDB 5.0 and newer), and moves it in the background. Nothing in
// the service depends on it: every write is addressed by _id, and no index but the one on _id is unique.
const name = "customer-profiles";
const data = db.getSiblingDB(name);

sh.enableSharding(name);
for (const collection of ["profiles", "objects", "identities", "history", "commits"]) {
  // an index that is there already does no harm; sharding a collection with data needs it
  data.getCollection(collection).createIndex({ _id: "hashed" });
  sh.shardCollection(name + "." + collection, { _id: "hashed" });
}
