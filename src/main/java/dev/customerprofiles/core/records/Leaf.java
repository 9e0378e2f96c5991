package dev.customerprofiles.core.records;

import com.fasterxml.jackson.databind.JsonNode;

/** The value at a path of a record, and the version that carried it. */
record Leaf(JsonNode value, Version version) {}
