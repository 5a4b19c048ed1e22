# terraform-aws-modules/apigateway-v2/aws from 5.0: which inputs become which arguments of which resources.

variable "create" {
  type    = bool
  default = true
}

variable "name" {
  type    = string
  default = ""
}

variable "description" {
  type    = string
  default = null
}

variable "api_version" {
  type    = string
  default = null
}

variable "protocol_type" {
  type    = string
  default = "HTTP"
}

variable "ip_address_type" {
  type    = string
  default = null
}

variable "disable_execute_api_endpoint" {
  type    = bool
  default = null
}

variable "api_key_selection_expression" {
  type    = string
  default = null
}

variable "route_selection_expression" {
  type    = string
  default = null
}

variable "body" {
  type    = string
  default = null
}

variable "fail_on_warnings" {
  type    = bool
  default = null
}

variable "route_key" {
  type    = string
  default = null
}

variable "target" {
  type    = string
  default = null
}

variable "credentials_arn" {
  type    = string
  default = null
}

variable "cors_configuration" {
  type = object({
    allow_credentials = optional(bool)
    allow_headers     = optional(list(string))
    allow_methods     = optional(list(string))
    allow_origins     = optional(list(string))
    expose_headers    = optional(list(string), [])
    max_age           = optional(number)
  })
  default = null
}

variable "authorizers" {
  type = map(object({
    name                              = optional(string)
    authorizer_type                   = optional(string, "REQUEST")
    authorizer_uri                    = optional(string)
    authorizer_credentials_arn        = optional(string)
    authorizer_payload_format_version = optional(string)
    authorizer_result_ttl_in_seconds  = optional(number)
    enable_simple_responses           = optional(bool)
    identity_sources                  = optional(list(string))
    jwt_configuration = optional(object({
      audience = optional(list(string))
      issuer   = optional(string)
    }))
  }))
  default = {}
}

variable "create_routes_and_integrations" {
  type    = bool
  default = true
}

variable "routes" {
  type = map(object({
    api_key_required                    = optional(bool)
    authorization_scopes                = optional(list(string), [])
    authorization_type                  = optional(string)
    authorizer_id                       = optional(string)
    authorizer_key                      = optional(string)
    model_selection_expression          = optional(string)
    operation_name                      = optional(string)
    request_models                      = optional(map(string), {})
    request_parameter                   = optional(any, {})
    route_response_selection_expression = optional(string)

    data_trace_enabled       = optional(bool)
    detailed_metrics_enabled = optional(bool)
    logging_level            = optional(string)
    throttling_burst_limit   = optional(number)
    throttling_rate_limit    = optional(number)

    route_response = optional(object({
      create                     = optional(bool, false)
      model_selection_expression = optional(string)
      response_models            = optional(map(string))
      route_response_key         = optional(string, "$default")
    }), {})

    integration = object({
      connection_id                 = optional(string)
      connection_type               = optional(string)
      content_handling_strategy     = optional(string)
      credentials_arn               = optional(string)
      description                   = optional(string)
      method                        = optional(string)
      passthrough_behavior          = optional(string)
      payload_format_version        = optional(string)
      request_parameters            = optional(map(string), {})
      request_templates             = optional(map(string), {})
      response_parameters           = optional(any)
      subtype                       = optional(string)
      template_selection_expression = optional(string)
      timeout_milliseconds          = optional(number)
      tls_config                    = optional(any)
      type                          = optional(string, "AWS_PROXY")
      uri                           = optional(string)
      vpc_link_key                  = optional(string)
      response = optional(object({
        content_handling_strategy     = optional(string)
        integration_response_key      = optional(string)
        response_templates            = optional(map(string))
        template_selection_expression = optional(string)
      }), {})
    })
  }))
  default = {}
}

variable "create_stage" {
  type    = bool
  default = true
}

variable "stage_name" {
  type    = string
  default = "$default"
}

variable "stage_description" {
  type    = string
  default = null
}

variable "stage_variables" {
  type    = map(string)
  default = {}
}

variable "stage_tags" {
  type    = map(string)
  default = {}
}

variable "stage_client_certificate_id" {
  type    = string
  default = null
}

variable "stage_access_log_settings" {
  type = object({
    create_log_group            = optional(bool, true)
    destination_arn             = optional(string)
    format                      = optional(string)
    log_group_name              = optional(string)
    log_group_retention_in_days = optional(number, 30)
    log_group_kms_key_id        = optional(string)
    log_group_skip_destroy      = optional(bool)
    log_group_class             = optional(string)
    log_group_tags              = optional(map(string), {})
  })
  default = {}
}

variable "stage_default_route_settings" {
  type = object({
    data_trace_enabled       = optional(bool, true)
    detailed_metrics_enabled = optional(bool, true)
    logging_level            = optional(string)
    throttling_burst_limit   = optional(number, 500)
    throttling_rate_limit    = optional(number, 1000)
  })
  default = {}
}

variable "deploy_stage" {
  type    = bool
  default = true
}

variable "create_domain_name" {
  type    = bool
  default = true
}

variable "domain_name" {
  type    = string
  default = ""
}

variable "domain_name_certificate_arn" {
  type    = string
  default = null
}

variable "domain_name_ownership_verification_certificate_arn" {
  type    = string
  default = null
}

variable "mutual_tls_authentication" {
  type    = map(string)
  default = {}
}

variable "api_mapping_key" {
  type    = string
  default = null
}

variable "create_certificate" {
  type    = bool
  default = true
}

variable "create_domain_records" {
  type    = bool
  default = true
}

variable "hosted_zone_name" {
  type    = string
  default = null
}

variable "subdomains" {
  type    = list(string)
  default = []
}

variable "subdomain_record_types" {
  type    = list(string)
  default = ["A", "AAAA"]
}

variable "vpc_links" {
  type = map(object({
    name               = optional(string)
    security_group_ids = optional(list(string))
    subnet_ids         = optional(list(string))
    tags               = optional(map(string), {})
  }))
  default = {}
}

variable "vpc_link_tags" {
  type    = map(string)
  default = {}
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  http      = var.protocol_type == "HTTP"
  websocket = var.protocol_type == "WEBSOCKET"
  routes    = var.create && var.create_routes_and_integrations ? var.routes : {}
  staged    = var.create && var.create_stage
  named     = var.create && var.create_domain_name
  recorded  = local.named && var.create_domain_records
  certified = local.named && var.create_certificate
  zone      = replace(var.domain_name, "*.", "")
  settings  = var.stage_default_route_settings
}

resource "aws_apigatewayv2_api" "this" {
  count = var.create ? 1 : 0

  name                         = var.name
  description                  = var.description
  protocol_type                = var.protocol_type
  version                      = var.api_version
  ip_address_type              = var.ip_address_type
  api_key_selection_expression = local.websocket ? var.api_key_selection_expression : null
  route_selection_expression   = var.route_selection_expression
  body                         = local.http ? var.body : null
  fail_on_warnings             = local.http ? var.fail_on_warnings : null
  route_key                    = local.http ? var.route_key : null
  target                       = local.http ? var.target : null
  credentials_arn              = local.http ? var.credentials_arn : null
  # A domain of its own turns the endpoint of AWS off.
  disable_execute_api_endpoint = local.http && local.named ? true : var.disable_execute_api_endpoint
  tags                         = var.tags

  dynamic "cors_configuration" {
    for_each = [for cors in [var.cors_configuration] : cors if local.http && cors != null]
    content {
      allow_credentials = cors_configuration.value.allow_credentials
      allow_headers     = cors_configuration.value.allow_headers
      allow_methods     = cors_configuration.value.allow_methods
      allow_origins     = cors_configuration.value.allow_origins
      expose_headers    = cors_configuration.value.expose_headers
      max_age           = cors_configuration.value.max_age
    }
  }
}

resource "aws_apigatewayv2_authorizer" "this" {
  for_each = var.create ? var.authorizers : {}

  api_id                            = aws_apigatewayv2_api.this[0].id
  name                              = coalesce(each.value.name, each.key)
  authorizer_type                   = each.value.authorizer_type
  authorizer_uri                    = each.value.authorizer_uri
  authorizer_credentials_arn        = each.value.authorizer_credentials_arn
  authorizer_payload_format_version = each.value.authorizer_payload_format_version
  authorizer_result_ttl_in_seconds  = each.value.authorizer_result_ttl_in_seconds
  enable_simple_responses           = each.value.enable_simple_responses
  identity_sources                  = each.value.identity_sources

  dynamic "jwt_configuration" {
    for_each = [for jwt in [each.value.jwt_configuration] : jwt if jwt != null]
    content {
      audience = jwt_configuration.value.audience
      issuer   = jwt_configuration.value.issuer
    }
  }
}

resource "aws_apigatewayv2_vpc_link" "this" {
  for_each = var.create ? var.vpc_links : {}

  name               = coalesce(each.value.name, each.key)
  security_group_ids = each.value.security_group_ids
  subnet_ids         = each.value.subnet_ids
  tags               = merge(var.tags, var.vpc_link_tags, each.value.tags)
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = { for key, route in local.routes : key => route.integration }

  api_id                        = aws_apigatewayv2_api.this[0].id
  integration_type              = each.value.type
  integration_subtype           = each.value.subtype
  integration_method            = each.value.method
  integration_uri               = each.value.uri
  description                   = each.value.description
  connection_type               = each.value.connection_type
  connection_id                 = try(aws_apigatewayv2_vpc_link.this[each.value.vpc_link_key].id, each.value.connection_id)
  content_handling_strategy     = each.value.content_handling_strategy
  credentials_arn               = each.value.credentials_arn
  passthrough_behavior          = each.value.passthrough_behavior
  payload_format_version        = each.value.payload_format_version
  request_parameters            = each.value.request_parameters
  request_templates             = each.value.request_templates
  template_selection_expression = each.value.template_selection_expression
  timeout_milliseconds          = each.value.timeout_milliseconds

  dynamic "response_parameters" {
    for_each = coalesce(each.value.response_parameters, [])
    content {
      status_code = response_parameters.value.status_code
      mappings    = response_parameters.value.mappings
    }
  }

  dynamic "tls_config" {
    for_each = [for tls in [each.value.tls_config] : tls if tls != null && !local.websocket]
    content {
      server_name_to_verify = try(tls_config.value.server_name_to_verify, null)
    }
  }
}

resource "aws_apigatewayv2_integration_response" "this" {
  for_each = { for key, route in local.routes : key => route.integration.response if route.integration.response.integration_response_key != null }

  api_id                        = aws_apigatewayv2_api.this[0].id
  integration_id                = aws_apigatewayv2_integration.this[each.key].id
  integration_response_key      = each.value.integration_response_key
  content_handling_strategy     = each.value.content_handling_strategy
  response_templates            = each.value.response_templates
  template_selection_expression = each.value.template_selection_expression
}

resource "aws_apigatewayv2_route" "this" {
  for_each = local.routes

  api_id                              = aws_apigatewayv2_api.this[0].id
  route_key                           = each.key
  target                              = "integrations/${aws_apigatewayv2_integration.this[each.key].id}"
  authorization_type                  = each.value.authorization_type
  authorization_scopes                = each.value.authorization_scopes
  authorizer_id                       = try(aws_apigatewayv2_authorizer.this[each.value.authorizer_key].id, each.value.authorizer_id)
  operation_name                      = each.value.operation_name
  api_key_required                    = local.websocket ? each.value.api_key_required : null
  model_selection_expression          = local.websocket ? each.value.model_selection_expression : null
  request_models                      = local.websocket ? each.value.request_models : null
  route_response_selection_expression = local.websocket ? each.value.route_response_selection_expression : null

  dynamic "request_parameter" {
    for_each = { for key, one in each.value.request_parameter : key => one if local.websocket && try(one.request_parameter_key, null) != null }
    content {
      request_parameter_key = request_parameter.value.request_parameter_key
      required              = try(request_parameter.value.required, false)
    }
  }
}

resource "aws_apigatewayv2_route_response" "this" {
  for_each = { for key, route in local.routes : key => route.route_response if route.route_response.create }

  api_id                     = aws_apigatewayv2_api.this[0].id
  route_id                   = aws_apigatewayv2_route.this[each.key].id
  route_response_key         = each.value.route_response_key
  model_selection_expression = each.value.model_selection_expression
  response_models            = each.value.response_models
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = { for key, log in { this = var.stage_access_log_settings } : key => log if local.staged && try(log.create_log_group, false) }

  name              = coalesce(each.value.log_group_name, "/aws/apigateway/${var.name}/${replace(var.stage_name, "$", "")}")
  retention_in_days = each.value.log_group_retention_in_days
  kms_key_id        = each.value.log_group_kms_key_id
  skip_destroy      = each.value.log_group_skip_destroy
  log_group_class   = each.value.log_group_class
  tags              = merge(var.tags, each.value.log_group_tags)
}

resource "aws_apigatewayv2_stage" "this" {
  count = local.staged ? 1 : 0

  api_id                = aws_apigatewayv2_api.this[0].id
  name                  = var.stage_name
  description           = var.stage_description
  auto_deploy           = local.http ? true : null
  deployment_id         = local.http ? null : try(aws_apigatewayv2_deployment.this[0].id, null)
  client_certificate_id = local.websocket ? var.stage_client_certificate_id : null
  stage_variables       = var.stage_variables
  tags                  = merge(var.tags, var.stage_tags)

  dynamic "access_log_settings" {
    for_each = [for log in [var.stage_access_log_settings] : log if log != null]
    content {
      destination_arn = access_log_settings.value.create_log_group ? aws_cloudwatch_log_group.this["this"].arn : access_log_settings.value.destination_arn
      # What the module logs by itself.
      format = coalesce(access_log_settings.value.format, jsonencode({
        context = {
          domainName              = "$context.domainName"
          error                   = { message = "$context.error.message", responseType = "$context.error.responseType" }
          identity                = { sourceIP = "$context.identity.sourceIp" }
          integration             = { error = "$context.integration.error", integrationStatus = "$context.integration.integrationStatus" }
          integrationErrorMessage = "$context.integrationErrorMessage"
          protocol                = "$context.protocol"
          requestId               = "$context.requestId"
          requestTime             = "$context.requestTime"
          responseLength          = "$context.responseLength"
          routeKey                = "$context.routeKey"
          stage                   = "$context.stage"
          status                  = "$context.status"
        }
      }))
    }
  }

  dynamic "default_route_settings" {
    for_each = [for settings in [local.settings] : settings if settings != null]
    content {
      data_trace_enabled       = local.websocket ? default_route_settings.value.data_trace_enabled : null
      detailed_metrics_enabled = default_route_settings.value.detailed_metrics_enabled
      logging_level            = local.websocket ? default_route_settings.value.logging_level : null
      throttling_burst_limit   = default_route_settings.value.throttling_burst_limit
      throttling_rate_limit    = default_route_settings.value.throttling_rate_limit
    }
  }

  dynamic "route_settings" {
    for_each = local.routes
    content {
      route_key                = route_settings.key
      data_trace_enabled       = local.websocket ? try(coalesce(route_settings.value.data_trace_enabled, local.settings.data_trace_enabled), null) : null
      detailed_metrics_enabled = try(coalesce(route_settings.value.detailed_metrics_enabled, local.settings.detailed_metrics_enabled), null)
      logging_level            = local.websocket ? try(coalesce(route_settings.value.logging_level, local.settings.logging_level), null) : null
      throttling_burst_limit   = try(coalesce(route_settings.value.throttling_burst_limit, local.settings.throttling_burst_limit), null)
      throttling_rate_limit    = try(coalesce(route_settings.value.throttling_rate_limit, local.settings.throttling_rate_limit), null)
    }
  }
}

resource "aws_apigatewayv2_deployment" "this" {
  count = local.staged && var.deploy_stage && !local.http ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  description = var.description
}

resource "aws_apigatewayv2_domain_name" "this" {
  count = local.named ? 1 : 0

  domain_name = var.domain_name
  tags        = var.tags

  domain_name_configuration {
    certificate_arn                        = local.certified ? module.acm.acm_certificate_arn : var.domain_name_certificate_arn
    endpoint_type                          = "REGIONAL"
    ip_address_type                        = var.ip_address_type
    ownership_verification_certificate_arn = var.domain_name_ownership_verification_certificate_arn
    security_policy                        = "TLS_1_2"
  }

  dynamic "mutual_tls_authentication" {
    for_each = [for tls in [var.mutual_tls_authentication] : tls if length(tls) > 0]
    content {
      truststore_uri     = mutual_tls_authentication.value.truststore_uri
      truststore_version = try(mutual_tls_authentication.value.truststore_version, null)
    }
  }
}

resource "aws_apigatewayv2_api_mapping" "this" {
  count = local.named && local.staged ? 1 : 0

  api_id          = aws_apigatewayv2_api.this[0].id
  stage           = aws_apigatewayv2_stage.this[0].id
  domain_name     = aws_apigatewayv2_domain_name.this[0].id
  api_mapping_key = var.api_mapping_key
}

data "aws_route53_zone" "this" {
  count = local.recorded ? 1 : 0

  name = coalesce(var.hosted_zone_name, local.zone)
}

resource "aws_route53_record" "this" {
  for_each = { for one in setproduct(coalescelist(var.subdomains, [local.zone]), var.subdomain_record_types) : "${one[0]}-${one[1]}" => { name = one[0], type = one[1] } if local.recorded }

  zone_id = data.aws_route53_zone.this[0].zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_apigatewayv2_domain_name.this[0].domain_name_configuration[0].target_domain_name
    zone_id                = aws_apigatewayv2_domain_name.this[0].domain_name_configuration[0].hosted_zone_id
    evaluate_target_health = false
  }
}

module "acm" {
  source  = "terraform-aws-modules/acm/aws"
  version = "5.0.1"

  create_certificate        = local.certified && local.recorded
  domain_name               = local.zone
  zone_id                   = try(data.aws_route53_zone.this[0].id, "")
  subject_alternative_names = startswith(var.domain_name, "*.") ? [var.domain_name] : [for part in var.subdomains : "${part}.${local.zone}"]
  validation_method         = "DNS"
  tags                      = var.tags
}

output "api_id" {
  value = aws_apigatewayv2_api.this[0].id
}

output "api_endpoint" {
  value = aws_apigatewayv2_api.this[0].api_endpoint
}

output "api_arn" {
  value = aws_apigatewayv2_api.this[0].arn
}

output "api_execution_arn" {
  value = aws_apigatewayv2_api.this[0].execution_arn
}

output "api_mapping_id" {
  value = aws_apigatewayv2_api_mapping.this[0].id
}

output "authorizers" {
  value = aws_apigatewayv2_authorizer.this
}

output "domain_name_id" {
  value = aws_apigatewayv2_domain_name.this[0].id
}

output "domain_name_arn" {
  value = aws_apigatewayv2_domain_name.this[0].arn
}

output "domain_name_api_mapping_selection_expression" {
  value = aws_apigatewayv2_domain_name.this[0].api_mapping_selection_expression
}

output "domain_name_configuration" {
  value = aws_apigatewayv2_domain_name.this[0].domain_name_configuration
}

output "domain_name_target_domain_name" {
  value = aws_apigatewayv2_domain_name.this[0].domain_name_configuration[0].target_domain_name
}

output "domain_name_hosted_zone_id" {
  value = aws_apigatewayv2_domain_name.this[0].domain_name_configuration[0].hosted_zone_id
}

output "acm_certificate_arn" {
  value = module.acm.acm_certificate_arn
}

output "integrations" {
  value = aws_apigatewayv2_integration.this
}

output "routes" {
  value = aws_apigatewayv2_route.this
}

output "stage_id" {
  value = aws_apigatewayv2_stage.this[0].id
}

output "stage_domain_name" {
  value = replace(aws_apigatewayv2_stage.this[0].invoke_url, "/^https?://([^/]*).*/", "$1")
}

output "stage_arn" {
  value = aws_apigatewayv2_stage.this[0].arn
}

output "stage_execution_arn" {
  value = aws_apigatewayv2_stage.this[0].execution_arn
}

output "stage_invoke_url" {
  value = aws_apigatewayv2_stage.this[0].invoke_url
}

output "stage_access_logs_cloudwatch_log_group_name" {
  value = aws_cloudwatch_log_group.this["this"].name
}

output "stage_access_logs_cloudwatch_log_group_arn" {
  value = aws_cloudwatch_log_group.this["this"].arn
}

output "vpc_links" {
  value = aws_apigatewayv2_vpc_link.this
}
