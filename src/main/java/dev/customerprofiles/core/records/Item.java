package dev.customerprofiles.core.records;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A case, contact, asset or order as a record describes it; fields by their standard names, all text, custom ones in Attributes. */
public record Item(ItemKind kind, ObjectNode fields) {}
