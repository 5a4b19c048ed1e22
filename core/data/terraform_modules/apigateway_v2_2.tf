# terraform-aws-modules/apigateway-v2/aws from 2.0 to before 5.0: which inputs become which arguments.

variable "create" {
  type    = bool
  default = true
}

variable "create_api_gateway" {
  type    = bool
  default = true
}

variable "create_default_stage" {
  type    = bool
  default = true
}

variable "create_default_stage_api_mapping" {
  type    = bool
  default = true
}

variable "create_api_domain_name" {
  type    = bool
  default = true
}

variable "create_routes_and_integrations" {
  type    = bool
  default = true
}

variable "create_vpc_link" {
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

variable "disable_execute_api_endpoint" {
  type    = string
  default = false
}

variable "api_key_selection_expression" {
  type    = string
  default = "$request.header.x-api-key"
}

variable "route_selection_expression" {
  type    = string
  default = "$request.method $request.path"
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
  type    = any
  default = {}
}

variable "default_route_settings" {
  type    = map(string)
  default = {}
}

variable "default_stage_access_log_destination_arn" {
  type    = string
  default = null
}

variable "default_stage_access_log_format" {
  type    = string
  default = null
}

variable "default_stage_tags" {
  type    = map(string)
  default = {}
}

variable "domain_name" {
  type    = string
  default = null
}

variable "domain_name_certificate_arn" {
  type    = string
  default = null
}

variable "domain_name_ownership_verification_certificate_arn" {
  type    = string
  default = null
}

variable "domain_name_tags" {
  type    = map(string)
  default = {}
}

variable "mutual_tls_authentication" {
  type    = map(string)
  default = {}
}

variable "integrations" {
  type    = map(any)
  default = {}
}

variable "authorizers" {
  type    = map(any)
  default = {}
}

variable "vpc_links" {
  type    = map(any)
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
  routes = var.create && var.create_routes_and_integrations ? var.integrations : {}
  # Routes have settings of their own where they give one of these.
  set = ["data_trace_enabled", "detailed_metrics_enabled", "logging_level", "throttling_burst_limit", "throttling_rate_limit"]
}

resource "aws_apigatewayv2_api" "this" {
  count = var.create && var.create_api_gateway ? 1 : 0

  name                         = var.name
  description                  = var.description
  protocol_type                = var.protocol_type
  version                      = var.api_version
  api_key_selection_expression = var.protocol_type == "WEBSOCKET" ? var.api_key_selection_expression : null
  route_selection_expression   = var.route_selection_expression
  disable_execute_api_endpoint = var.disable_execute_api_endpoint
  body                         = var.body
  fail_on_warnings             = var.fail_on_warnings
  route_key                    = var.route_key
  target                       = var.target
  credentials_arn              = var.credentials_arn
  tags                         = var.tags

  dynamic "cors_configuration" {
    for_each = [for cors in [var.cors_configuration] : cors if length(keys(cors)) > 0]
    content {
      allow_credentials = try(cors_configuration.value.allow_credentials, null)
      allow_headers     = try(cors_configuration.value.allow_headers, null)
      allow_methods     = try(cors_configuration.value.allow_methods, null)
      allow_origins     = try(cors_configuration.value.allow_origins, null)
      expose_headers    = try(cors_configuration.value.expose_headers, null)
      max_age           = try(cors_configuration.value.max_age, null)
    }
  }
}

resource "aws_apigatewayv2_authorizer" "this" {
  for_each = var.create && var.create_routes_and_integrations ? var.authorizers : {}

  api_id                            = aws_apigatewayv2_api.this[0].id
  name                              = try(each.value.name, null)
  authorizer_type                   = try(each.value.authorizer_type, null)
  authorizer_uri                    = try(each.value.authorizer_uri, null)
  authorizer_credentials_arn        = try(each.value.authorizer_credentials_arn, null)
  authorizer_payload_format_version = try(each.value.authorizer_payload_format_version, null)
  authorizer_result_ttl_in_seconds  = try(each.value.authorizer_result_ttl_in_seconds, null)
  enable_simple_responses           = try(each.value.enable_simple_responses, null)
  identity_sources                  = try(flatten([each.value.identity_sources]), null)

  dynamic "jwt_configuration" {
    for_each = length(try(each.value.audience, [each.value.issuer], [])) > 0 ? [each.value] : []
    content {
      audience = try(jwt_configuration.value.audience, null)
      issuer   = try(jwt_configuration.value.issuer, null)
    }
  }
}

resource "aws_apigatewayv2_vpc_link" "this" {
  for_each = var.create && var.create_vpc_link ? var.vpc_links : {}

  name               = try(each.value.name, each.key)
  security_group_ids = each.value["security_group_ids"]
  subnet_ids         = each.value["subnet_ids"]
  tags               = merge(var.tags, var.vpc_link_tags, try(each.value.tags, {}))
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = local.routes

  api_id                    = aws_apigatewayv2_api.this[0].id
  integration_type          = try(each.value.integration_type, contains(keys(each.value), "lambda_arn") ? "AWS_PROXY" : "MOCK")
  integration_subtype       = try(each.value.integration_subtype, null)
  integration_method        = try(each.value.integration_method, try(each.value.integration_subtype, null) == null ? "POST" : null)
  integration_uri           = try(each.value.lambda_arn, each.value.integration_uri, null)
  description               = try(each.value.description, null)
  connection_type           = try(each.value.connection_type, "INTERNET")
  connection_id             = try(aws_apigatewayv2_vpc_link.this[each.value.vpc_link].id, each.value.connection_id, null)
  content_handling_strategy = try(each.value.content_handling_strategy, null)
  credentials_arn           = try(each.value.credentials_arn, null)
  passthrough_behavior      = try(each.value.passthrough_behavior, null)
  payload_format_version    = try(each.value.payload_format_version, null)
  timeout_milliseconds      = try(each.value.timeout_milliseconds, null)
  request_parameters        = try(jsondecode(each.value.request_parameters), each.value.request_parameters, null)

  dynamic "response_parameters" {
    for_each = flatten([try(jsondecode(each.value.response_parameters), each.value.response_parameters, [])])
    content {
      status_code = response_parameters.value["status_code"]
      mappings    = response_parameters.value["mappings"]
    }
  }

  dynamic "tls_config" {
    for_each = flatten([try(jsondecode(each.value.tls_config), each.value.tls_config, [])])
    content {
      server_name_to_verify = tls_config.value["server_name_to_verify"]
    }
  }
}

resource "aws_apigatewayv2_route" "this" {
  for_each = local.routes

  api_id                              = aws_apigatewayv2_api.this[0].id
  route_key                           = each.key
  target                              = "integrations/${aws_apigatewayv2_integration.this[each.key].id}"
  api_key_required                    = try(each.value.api_key_required, null)
  authorization_type                  = try(each.value.authorization_type, "NONE")
  authorization_scopes                = try(split(",", each.value.authorization_scopes), null)
  authorizer_id                       = try(aws_apigatewayv2_authorizer.this[each.value.authorizer_key].id, each.value.authorizer_id, null)
  model_selection_expression          = try(each.value.model_selection_expression, null)
  operation_name                      = try(each.value.operation_name, null)
  route_response_selection_expression = try(each.value.route_response_selection_expression, null)
}

resource "aws_apigatewayv2_stage" "default" {
  count = var.create && var.create_default_stage ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  name        = "$default"
  auto_deploy = true
  tags        = merge(var.default_stage_tags, var.tags)

  dynamic "access_log_settings" {
    for_each = [for format in [var.default_stage_access_log_format] : format if format != null]
    content {
      destination_arn = var.default_stage_access_log_destination_arn
      format          = access_log_settings.value
    }
  }

  dynamic "default_route_settings" {
    for_each = [for settings in [var.default_route_settings] : settings if length(keys(settings)) > 0]
    content {
      data_trace_enabled       = try(default_route_settings.value.data_trace_enabled, false)
      detailed_metrics_enabled = try(default_route_settings.value.detailed_metrics_enabled, false)
      logging_level            = try(default_route_settings.value.logging_level, null)
      throttling_burst_limit   = try(default_route_settings.value.throttling_burst_limit, null)
      throttling_rate_limit    = try(default_route_settings.value.throttling_rate_limit, null)
    }
  }

  dynamic "route_settings" {
    for_each = { for key, route in local.routes : key => route if length(setintersection(local.set, keys(route))) > 0 }
    content {
      route_key                = route_settings.key
      data_trace_enabled       = try(route_settings.value.data_trace_enabled, var.default_route_settings["data_trace_enabled"], false)
      detailed_metrics_enabled = try(route_settings.value.detailed_metrics_enabled, var.default_route_settings["detailed_metrics_enabled"], false)
      logging_level            = try(route_settings.value.logging_level, var.default_route_settings["logging_level"], null)
      throttling_burst_limit   = try(route_settings.value.throttling_burst_limit, var.default_route_settings["throttling_burst_limit"], null)
      throttling_rate_limit    = try(route_settings.value.throttling_rate_limit, var.default_route_settings["throttling_rate_limit"], null)
    }
  }
}

resource "aws_apigatewayv2_domain_name" "this" {
  count = var.create && var.create_api_domain_name ? 1 : 0

  domain_name = var.domain_name
  tags        = merge(var.domain_name_tags, var.tags)

  domain_name_configuration {
    certificate_arn                        = var.domain_name_certificate_arn
    endpoint_type                          = "REGIONAL"
    ownership_verification_certificate_arn = var.domain_name_ownership_verification_certificate_arn
    security_policy                        = "TLS_1_2"
  }

  dynamic "mutual_tls_authentication" {
    for_each = [for tls in [var.mutual_tls_authentication] : tls if length(keys(tls)) > 0]
    content {
      truststore_uri     = mutual_tls_authentication.value.truststore_uri
      truststore_version = try(mutual_tls_authentication.value.truststore_version, null)
    }
  }
}

resource "aws_apigatewayv2_api_mapping" "this" {
  count = var.create && var.create_api_domain_name && var.create_default_stage && var.create_default_stage_api_mapping ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  stage       = aws_apigatewayv2_stage.default[0].id
  domain_name = aws_apigatewayv2_domain_name.this[0].id
}

output "apigatewayv2_api_id" {
  value = aws_apigatewayv2_api.this[0].id
}

output "apigatewayv2_api_api_endpoint" {
  value = aws_apigatewayv2_api.this[0].api_endpoint
}

output "apigatewayv2_api_arn" {
  value = aws_apigatewayv2_api.this[0].arn
}

output "apigatewayv2_api_execution_arn" {
  value = aws_apigatewayv2_api.this[0].execution_arn
}

output "default_apigatewayv2_stage_id" {
  value = aws_apigatewayv2_stage.default[0].id
}

output "default_apigatewayv2_stage_arn" {
  value = aws_apigatewayv2_stage.default[0].arn
}

output "default_apigatewayv2_stage_execution_arn" {
  value = aws_apigatewayv2_stage.default[0].execution_arn
}

output "default_apigatewayv2_stage_invoke_url" {
  value = aws_apigatewayv2_stage.default[0].invoke_url
}

output "default_apigatewayv2_stage_domain_name" {
  value = replace(aws_apigatewayv2_stage.default[0].invoke_url, "/^https?://([^/]*).*/", "$1")
}

output "apigatewayv2_domain_name_id" {
  value = aws_apigatewayv2_domain_name.this[0].id
}

output "apigatewayv2_domain_name_arn" {
  value = aws_apigatewayv2_domain_name.this[0].arn
}

output "apigatewayv2_domain_name_api_mapping_selection_expression" {
  value = aws_apigatewayv2_domain_name.this[0].api_mapping_selection_expression
}

output "apigatewayv2_domain_name_configuration" {
  value = aws_apigatewayv2_domain_name.this[0].domain_name_configuration
}

output "apigatewayv2_domain_name_target_domain_name" {
  value = aws_apigatewayv2_domain_name.this[0].domain_name_configuration[0].target_domain_name
}

output "apigatewayv2_domain_name_hosted_zone_id" {
  value = aws_apigatewayv2_domain_name.this[0].domain_name_configuration[0].hosted_zone_id
}

output "apigatewayv2_api_mapping_id" {
  value = aws_apigatewayv2_api_mapping.this[0].id
}

output "apigatewayv2_vpc_link_id" {
  value = { for key, link in aws_apigatewayv2_vpc_link.this : key => link.id }
}

output "apigatewayv2_vpc_link_arn" {
  value = { for key, link in aws_apigatewayv2_vpc_link.this : key => link.arn }
}

output "apigatewayv2_authorizer_id" {
  value = { for key, authorizer in aws_apigatewayv2_authorizer.this : key => authorizer.id }
}
