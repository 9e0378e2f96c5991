package dev.customerprofiles.doors.rest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceArnTest {

    @Test
    void arn_names_a_domain_or_what_is_in_it() {
        assertThat(ResourceArn.parse("arn:aws:profile:us-east-1:1:domains/d")).contains(new ResourceArn.OfDomain("d"));
        assertThat(ResourceArn.parse("arn:aws-cn:profile:::domains/d")).contains(new ResourceArn.OfDomain("d"));
        assertThat(ResourceArn.parse("arn:aws:profile:r:1:domains/d/object-types/T"))
                .contains(new ResourceArn.OfObjectType("d", "T"));
        assertThat(ResourceArn.parse("arn:aws:profile:r:1:domains/d/integrations/urn:u"))
                .contains(new ResourceArn.OfIntegration("d", "urn:u"));
    }

    @Test
    void uri_of_an_integration_may_look_like_an_arn_itself() {
        String uri = "arn:aws:profile:r:1:domains/e/integrations/x";

        assertThat(ResourceArn.parse("arn:aws:profile:r:1:domains/d/integrations/" + uri))
                .contains(new ResourceArn.OfIntegration("d", uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "domains/d",
                "arn:aws:s3:r:1:domains/d",
                "arn:aws:profile:r:1:domains/",
                "arn:aws:profile:r:1:domains/d/",
                "arn:aws:profile:r:1:domains/d/integrations/",
                "arn:aws:profile:r:1:domains/d/layouts/l",
                "arn:aws:profile:r:1:2:domains/d"
            })
    void anything_else_names_nothing(String arn) {
        assertThat(ResourceArn.parse(arn)).isEmpty();
    }
}
