package dev.customerprofiles.core.identity;

/** What the values of a field are, which decides when two of them are equal (R§3.2). */
public enum ContentType {
    STRING,
    NUMBER,
    PHONE_NUMBER,
    EMAIL_ADDRESS,
    NAME
}
