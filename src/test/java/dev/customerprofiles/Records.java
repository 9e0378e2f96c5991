package dev.customerprofiles;

/** Records of one customer, Ada Lovelace, as several systems send them. */
public final class Records {

    private Records() {}

    public static String salesforceContact(String id, String phone, String modified) {
        return """
                {"Id":"%s","FirstName":"Ada","LastName":"Lovelace","Email":"ada@example.com","MobilePhone":"%s",
                 "MailingCity":"Seattle","LastModifiedDate":"%s"}"""
                .formatted(id, phone, modified);
    }

    public static String salesforceAsset(String id, String contactId) {
        return """
                {"Id":"%s","ContactId":"%s","Name":"FiberHub 5 router","SerialNumber":"FH5-1",
                 "LastModifiedDate":"2025-04-07T12:00:00.000+0000"}"""
                .formatted(id, contactId);
    }

    public static String zendeskUser(long id) {
        return """
                {"id":%d,"name":"Ada Lovelace","email":"ada@example.com","role":"end-user",
                 "updated_at":"2025-04-04T07:00:00Z"}"""
                .formatted(id);
    }

    public static String zendeskTicket(long id, long requester, String subject) {
        return """
                {"id":%d,"requester_id":%d,"subject":"%s","status":"open","created_at":"2025-06-11T15:21:00Z",
                 "updated_at":"2025-06-11T15:21:00Z"}"""
                .formatted(id, requester, subject);
    }

    public static String servicenowUser(String id) {
        return """
                {"sys_id":"%s","first_name":"Ada","last_name":"Lovelace","name":"Ada Lovelace","email":"ada@example.com",
                 "home_phone":"","sys_updated_on":"2025-04-05 06:00:00"}"""
                .formatted(id);
    }

    public static String servicenowIncident(String id, String caller) {
        return """
                {"sys_id":"%s","number":"INC0010417","caller_id":{"value":"%s"},"short_description":"The line drops",
                 "state":"1","sys_created_on":"2025-06-12 06:00:00","sys_updated_on":"2025-06-12 06:00:00"}"""
                .formatted(id, caller);
    }

    /** A call from a number. */
    public static String contactRecord(String id, String phone) {
        return """
                {"ContactId":"%s","Channel":"VOICE","InitiationTimestamp":"2025-06-11T15:02:00Z",
                 "DisconnectTimestamp":"2025-06-11T15:12:12Z","LastUpdateTimestamp":"2025-06-11T15:12:57Z",
                 "CustomerEndpoint":{"Type":"TELEPHONE_NUMBER","Address":"%s"}}"""
                .formatted(id, phone);
    }
}
