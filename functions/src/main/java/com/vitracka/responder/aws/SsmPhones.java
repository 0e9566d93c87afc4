package com.vitracka.responder.aws;

import com.vitracka.responder.notify.PhoneNumber;
import com.vitracka.responder.notify.Phones;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Reads phone numbers from SSM SecureString parameters. */
public final class SsmPhones implements Phones {
  private final SsmClient ssm;

  public SsmPhones(SsmClient ssm) {
    this.ssm = ssm;
  }

  @Override
  public Lookup find(String parameter) {
    String remedy =
        "Store the number in E.164 form, like +447700900123, as SecureString parameter "
            + parameter;
    try {
      String value =
          ssm.getParameter(
                  request ->
                      request
                          .overrideConfiguration(o -> o.apiCallTimeout(SesMailer.MOST_TIME))
                          .name(parameter)
                          .withDecryption(true))
              .parameter()
              .value();
      return PhoneNumber.parse(value)
          .<Lookup>map(Lookup.Found::new)
          .orElseGet(
              () ->
                  new Lookup.Missing(
                      "what parameter " + parameter + " holds is no phone number. " + remedy));
    } catch (ParameterNotFoundException e) {
      return new Lookup.Missing("there is no parameter " + parameter + ". " + remedy);
    } catch (SdkException e) {
      return new Lookup.Missing("parameter " + parameter + " could not be read: " + e.getMessage());
    }
  }
}
