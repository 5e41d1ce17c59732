import org.jspecify.annotations.NullMarked;

/** Signs requests to AWS Bedrock by AWS's own library. */
@NullMarked
module dev.penstock.bedrock {
  requires transitive dev.penstock;
  requires transitive dev.penstock.normalizers;
  requires static transitive org.jspecify;
  requires transitive software.amazon.awssdk.auth;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.auth.aws;
  requires software.amazon.awssdk.http.auth.spi;
  requires transitive software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.regions;

  exports dev.penstock.bedrock;
}
