package dev.customerprofiles.core.identity;

/** What a mapped field holds; decides how its values are compared as keys. */
public enum ContentType {
    STRING,
    NUMBER,
    PHONE_NUMBER,
    EMAIL_ADDRESS,
    NAME
}
