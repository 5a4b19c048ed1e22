# terraform-aws-modules/acm/aws: what it makes for the domain of an API.

variable "create_certificate" {
  type    = bool
  default = true
}

variable "domain_name" {
  type    = string
  default = ""
}

variable "subject_alternative_names" {
  type    = list(string)
  default = []
}

variable "validation_method" {
  type    = string
  default = null
}

variable "zone_id" {
  type    = string
  default = ""
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  domains = distinct([for name in concat([var.domain_name], var.subject_alternative_names) : replace(name, "*.", "")])
}

resource "aws_acm_certificate" "this" {
  count = var.create_certificate ? 1 : 0

  domain_name               = var.domain_name
  subject_alternative_names = var.subject_alternative_names
  validation_method         = var.validation_method
  tags                      = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  count = var.create_certificate && var.validation_method == "DNS" ? length(local.domains) : 0

  zone_id         = var.zone_id
  name            = tolist(aws_acm_certificate.this[0].domain_validation_options)[count.index].resource_record_name
  type            = tolist(aws_acm_certificate.this[0].domain_validation_options)[count.index].resource_record_type
  records         = [tolist(aws_acm_certificate.this[0].domain_validation_options)[count.index].resource_record_value]
  ttl             = 60
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = var.create_certificate && var.validation_method != null ? 1 : 0

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = aws_route53_record.validation[*].fqdn
}

output "acm_certificate_arn" {
  value = try(aws_acm_certificate_validation.this[0].certificate_arn, aws_acm_certificate.this[0].arn, "")
}
