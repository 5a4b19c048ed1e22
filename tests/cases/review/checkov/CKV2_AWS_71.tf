# Whether certificates name wildcards.

resource "aws_acm_certificate" "pass_host" {
  domain_name       = "api.example.com"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "pass_host" {
  for_each = {
    for option in aws_acm_certificate.pass_host.domain_validation_options : option.domain_name => option
  }

  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "aws_acm_certificate_validation" "pass_host" {
  certificate_arn = aws_acm_certificate.pass_host.arn
}

resource "aws_route53_record" "pass_host_alias" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = aws_api_gateway_domain_name.pass_host.domain_name
  type    = "A"

  alias {
    name                   = aws_api_gateway_domain_name.pass_host.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.pass_host.regional_zone_id
    evaluate_target_health = false
  }
}

resource "aws_api_gateway_domain_name" "pass_host" {
  domain_name              = "api.example.com"
  regional_certificate_arn = aws_acm_certificate_validation.pass_host.certificate_arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_acm_certificate" "pass_names" {
  domain_name       = "shop.example.com"
  validation_method = "DNS"

  subject_alternative_names = [
    "www.example.com",
    "blog.example.com",
  ]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "pass_names" {
  for_each = {
    for option in aws_acm_certificate.pass_names.domain_validation_options : option.domain_name => option
  }

  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "aws_acm_certificate_validation" "pass_names" {
  certificate_arn = aws_acm_certificate.pass_names.arn
}

resource "aws_route53_record" "pass_names_alias" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = aws_api_gateway_domain_name.pass_names.domain_name
  type    = "A"

  alias {
    name                   = aws_api_gateway_domain_name.pass_names.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.pass_names.regional_zone_id
    evaluate_target_health = false
  }
}

resource "aws_api_gateway_domain_name" "pass_names" {
  domain_name              = "shop.example.com"
  regional_certificate_arn = aws_acm_certificate_validation.pass_names.certificate_arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_acm_certificate" "fail_wildcard" {
  domain_name       = "*.example.com"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "fail_wildcard" {
  for_each = {
    for option in aws_acm_certificate.fail_wildcard.domain_validation_options : option.domain_name => option
  }

  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "aws_acm_certificate_validation" "fail_wildcard" {
  certificate_arn = aws_acm_certificate.fail_wildcard.arn
}

resource "aws_route53_record" "fail_wildcard_alias" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = aws_api_gateway_domain_name.fail_wildcard.domain_name
  type    = "A"

  alias {
    name                   = aws_api_gateway_domain_name.fail_wildcard.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.fail_wildcard.regional_zone_id
    evaluate_target_health = false
  }
}

resource "aws_api_gateway_domain_name" "fail_wildcard" {
  domain_name              = "*.example.com"
  regional_certificate_arn = aws_acm_certificate_validation.fail_wildcard.certificate_arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_acm_certificate" "fail_name" {
  domain_name       = "example.com"
  validation_method = "DNS"

  subject_alternative_names = [
    "*.sub.example.com",
    "www.example.com",
  ]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "fail_name" {
  for_each = {
    for option in aws_acm_certificate.fail_name.domain_validation_options : option.domain_name => option
  }

  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "aws_acm_certificate_validation" "fail_name" {
  certificate_arn = aws_acm_certificate.fail_name.arn
}

resource "aws_route53_record" "fail_name_alias" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = aws_api_gateway_domain_name.fail_name.domain_name
  type    = "A"

  alias {
    name                   = aws_api_gateway_domain_name.fail_name.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.fail_name.regional_zone_id
    evaluate_target_health = false
  }
}

resource "aws_api_gateway_domain_name" "fail_name" {
  domain_name              = "example.com"
  regional_certificate_arn = aws_acm_certificate_validation.fail_name.certificate_arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
