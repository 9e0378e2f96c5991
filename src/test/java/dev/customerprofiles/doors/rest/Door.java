package dev.customerprofiles.doors.rest;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;

import static io.restassured.RestAssured.given;

/** Calls of the API, and what every refusal must look like. */
final class Door {

    private Door() {}

    static RequestSpecification as(String... roles) {
        return with(TestTokens.of(roles));
    }

    static RequestSpecification with(String token) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }

    static void haveDomain(String name) {
        as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"DefaultExpirationDays\": 366}")
                .post("/domains/" + name)
                .then()
                .statusCode(200);
    }

    /** In the dialect: status, error header, JSON with a message; no page, no stack trace. */
    static ValidatableResponse refused(ValidatableResponse answer, int status, String shape) {
        return answer.statusCode(status)
                .contentType(ContentType.JSON)
                .header("x-amzn-ErrorType", shape)
                .body("size()", org.hamcrest.Matchers.is(1))
                .body("Message", org.hamcrest.Matchers.not(org.hamcrest.Matchers.emptyOrNullString()))
                .body("Message", org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("Exception")));
    }

    static ValidatableResponse badRequest(ValidatableResponse answer) {
        return refused(answer, 400, "BadRequestException");
    }

    static ValidatableResponse notFound(ValidatableResponse answer) {
        return refused(answer, 404, "ResourceNotFoundException");
    }
}
