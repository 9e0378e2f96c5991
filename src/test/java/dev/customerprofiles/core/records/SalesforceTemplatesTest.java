package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.BuiltIn.PERSON;
import static dev.customerprofiles.core.records.BuiltIn.item;
import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.map;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static dev.customerprofiles.core.records.Json.once;
import static dev.customerprofiles.core.records.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class SalesforceTemplatesTest {

    private static final ObjectNode SALESFORCE = Json.resource("salesforce.json");

    @Test
    void a_salesforce_contact_is_a_person_and_its_account_is_only_searched_for() {
        Contribution contact = map("Salesforce-Contact", SALESFORCE, "contact");
        assertThat(texts(contact))
                .containsOnly(
                        entry("Attributes.sfdcContactId", "0035g00000ABCdeAAH"),
                        entry("Attributes.sfdcAccountId", "0015g00000XYZabAAH"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "King"),
                        entry("EmailAddress", "Ada.King@example.com"),
                        entry("PhoneNumber", "(206) 555-0100"),
                        entry("MobilePhoneNumber", "206-555-0101 ext. 7"),
                        entry("BirthDate", "1975-12-10"),
                        entry(
                                "MailingAddress",
                                "{'Address1':'12 Mill Lane','Address2':'Flat 3','City':'Seattle','State':'WA',"
                                        + "'PostalCode':'98101','Country':'USA'}"));
        assertThat(keys(contact))
                .containsExactly(
                        "_salesforceContactId=0035g00000ABCdeAAH [PROFILE, UNIQUE]",
                        "_salesforceAccountId=0015g00000XYZabAAH []",
                        PERSON);
        assertThat(contact.item()).isEmpty();
        assertThat(template("Salesforce-Contact").sourceTime((ObjectNode) SALESFORCE.get("contact")))
                .contains(Instant.parse("2024-03-01T10:15:30Z"));
    }

    @Test
    void a_salesforce_change_event_adds_to_the_contact_that_it_names() {
        Mapping mapping = template("Salesforce-Contact");
        ObjectNode contact = (ObjectNode) SALESFORCE.get("contact");
        ObjectNode change = (ObjectNode) SALESFORCE.get("contactChange");
        assertThat(mapping.uniqueKey(change))
                .isEqualTo(mapping.uniqueKey(contact))
                .isPresent();
        assertThat(mapping.sourceTime(change)).contains(Instant.ofEpochMilli(1709290000000L));
        assertThat(texts(mapping.map(once(change))))
                .contains(
                        entry("LastName", "Lovelace"),
                        entry(
                                "MailingAddress",
                                "{'Address1':'1 New Road','City':'Tacoma','State':'WA','PostalCode':'98402','Country':'USA'}"));
        assertThat(mapping.uniqueKey((ObjectNode) SALESFORCE.get("contactsChange")))
                .isEmpty();
    }

    @Test
    void a_record_of_a_bulk_file_has_no_identity() {
        ObjectNode export = (ObjectNode) SALESFORCE.get("contactExport");
        assertThat(template("Salesforce-Contact").uniqueKey(export)).isEmpty();
        assertThat(keys(map("Salesforce-Contact", SALESFORCE, "contactExport")))
                .containsExactly("_emailFullName=ben@example.com|ben ode [PROFILE, SECONDARY]");
    }

    @Test
    void a_company_has_a_profile_of_its_own_that_its_contacts_do_not_share() {
        Contribution company = map("Salesforce-Account", SALESFORCE, "company");
        assertThat(texts(company))
                .contains(
                        entry("BusinessName", "Mill & Sons"),
                        entry("PartyType", "BUSINESS"),
                        entry("AccountNumber", "A-77"),
                        entry("PhoneNumber", "+1 206 555 0199"),
                        entry(
                                "BillingAddress",
                                "{'Address1':'4 Wharf','City':'Seattle','State':'WA','PostalCode':'98104','Country':'USA'}"),
                        entry("ShippingAddress", "{'Address1':'Dock 9','City':'Everett'}"));
        assertThat(keys(company))
                .containsExactly(
                        "_salesforceAccountId=0015g00000XYZabAAH [UNIQUE]",
                        "_salesforceAccountProfile=0015g00000XYZabAAH [PROFILE]");
    }

    @Test
    void a_person_account_is_the_person_of_its_contact() {
        Contribution person = map("Salesforce-Account", SALESFORCE, "personAccount");
        assertThat(texts(person))
                .contains(
                        entry("PartyType", "INDIVIDUAL"),
                        entry("FirstName", "Ada"),
                        entry("BirthDate", "1975-12-10"),
                        entry("PersonalEmailAddress", "ada.king@example.com"),
                        entry("MobilePhoneNumber", "2065550101"),
                        entry("MailingAddress", "{'Address1':'12 Mill Lane'}"),
                        entry("Address", "{'City':'Bath'}"))
                .doesNotContainKey("BusinessName");
        assertThat(keys(person)).contains("_salesforceContactId=0035g00000ABCdeAAH [PROFILE, SECONDARY]", PERSON);
    }

    @Test
    void an_asset_goes_to_its_contact_and_only_without_one_to_its_account() {
        Contribution asset = map("Salesforce-Asset", SALESFORCE, "asset");
        assertThat(asset.fields()).isEmpty();
        assertThat(asset.item().orElseThrow().kind()).isEqualTo(ItemKind.ASSET);
        assertThat(item(asset))
                .isEqualTo(
                        Json.of(
                                """
                                {'AssetName':'Kettle 2','SerialNumber':'SN-9','ModelNumber':'K2','ModelName':'Kettle','ProductSKU':'KET-2',
                                 'PurchaseDate':'2024-01-31','UsageEndDate':'2026-01-31','Status':'Installed','DataSource':'Salesforce','Price':'49.90','Quantity':'2',
                                 'Attributes':{'sfdcAssetId':'02i5g000001AbCdAAK','sfdcContactId':'0035g00000ABCdeAAH','sfdcAccountId':'0015g00000XYZabAAH'}}
                                """));
        assertThat(keys(asset))
                .containsExactly(
                        "_salesforceAssetId=02i5g000001AbCdAAK [ASSET, UNIQUE]",
                        "_salesforceContactId=0035g00000ABCdeAAH [PROFILE]",
                        "_salesforceAccountId=0015g00000XYZabAAH []",
                        "_assetName=Kettle 2 []",
                        "_serialNumber=SN-9 []");
        assertThat(keys(map("Salesforce-Asset", SALESFORCE, "companyAsset")))
                .containsExactly(
                        "_salesforceAssetId=02i5g000001AbCeAAK [ASSET, UNIQUE]",
                        "_salesforceAccountProfile=0015g00000XYZabAAH [PROFILE, SECONDARY, LOOKUP_ONLY]",
                        "_salesforceAccountId=0015g00000XYZabAAH []",
                        "_assetName=Boiler []");
    }

    @Test
    void a_newer_change_event_wins_over_the_same_value_in_another_spelling() {
        Accumulated contact = Accumulated.first((ObjectNode) SALESFORCE.get("contact"), Json.version(1))
                .with((ObjectNode) SALESFORCE.get("contactChange"), Json.version(2))
                .with((ObjectNode) SALESFORCE.get("cityChange"), Json.version(3));
        assertThat(texts(template("Salesforce-Contact").map(contact)))
                .contains(
                        entry("LastName", "Lovelace"),
                        entry(
                                "MailingAddress",
                                "{'Address1':'1 New Road','City':'Olympia','State':'WA','PostalCode':'98402','Country':'USA'}"));
        Accumulated late = Accumulated.first((ObjectNode) SALESFORCE.get("contactChange"), Json.version(2))
                .with((ObjectNode) SALESFORCE.get("contact"), Json.version(1));
        assertThat(texts(template("Salesforce-Contact").map(late))).contains(entry("LastName", "Lovelace"));
    }

    @Test
    void several_contacts_and_assets_of_one_account_stay_with_their_own_customer() {
        assertThat(keys(map("Salesforce-Multi-Contact-Account-Link", SALESFORCE, "contact")))
                .isEqualTo(keys(map("Salesforce-Contact", SALESFORCE, "contact")));
        assertThat(keys(map("Salesforce-Multi-Asset-Account-Link", SALESFORCE, "asset")))
                .isEqualTo(keys(map("Salesforce-Asset", SALESFORCE, "asset")));
    }
}
