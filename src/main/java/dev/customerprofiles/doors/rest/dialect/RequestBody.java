package dev.customerprofiles.doors.rest.dialect;

/** A record that the body of a request is read into, after it was checked against the contract. */
public interface RequestBody {}
