package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.notify.PhoneNumber;
import com.vitracka.responder.notify.Phones.Lookup;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

@Needs("ssm")
class SsmPhonesEndpointTest {
  private final SsmClient ssm = LocalEndpoint.get().aws().ssm();
  private final String parameter = "/responder/contracts/" + UUID.randomUUID();

  @Test
  void aNumberIsReadFromItsEncryptedParameter() {
    put("+447700900123");

    Lookup lookup = new SsmPhones(ssm).find(parameter);

    assertThat(lookup)
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found ->
                assertThat(found.number())
                    .extracting(PhoneNumber::value)
                    .isEqualTo("+447700900123"));
  }

  @Test
  void aParameterThatIsNotThereIsMissingWithTheRemedy() {
    assertThat(new SsmPhones(ssm).find(parameter))
        .isInstanceOfSatisfying(
            Lookup.Missing.class,
            missing ->
                assertThat(missing.reason())
                    .contains("there is no parameter " + parameter, "SecureString"));
  }

  @Test
  void whatIsNoNumberIsMissingAndNotRepeated() {
    put("0770 0900 123");

    assertThat(new SsmPhones(ssm).find(parameter))
        .isInstanceOfSatisfying(
            Lookup.Missing.class,
            missing ->
                assertThat(missing.reason()).contains(parameter, "E.164").doesNotContain("0770"));
  }

  private void put(String value) {
    ssm.putParameter(
        put -> put.name(parameter).value(value).type(ParameterType.SECURE_STRING).overwrite(true));
  }
}
