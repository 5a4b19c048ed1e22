# cloudposse/api-gateway/aws: which inputs become which arguments of which resources.

variable "openapi_config" {
  type    = any
  default = {}
}

variable "endpoint_type" {
  type    = string
  default = "REGIONAL"
}

variable "vpc_endpoints" {
  type    = list(string)
  default = null
}

variable "rest_api_policy" {
  type    = string
  default = null
}

variable "stage_name" {
  type    = string
  default = ""
}

variable "logging_level" {
  type    = string
  default = "INFO"
}

variable "access_log_format" {
  type    = string
  default = null
}

variable "retention_in_days" {
  type    = string
  default = "30"
}

variable "metrics_enabled" {
  type    = bool
  default = false
}

variable "data_trace_enabled" {
  type    = bool
  default = false
}

variable "xray_tracing_enabled" {
  type    = bool
  default = false
}

variable "throttling_burst_limit" {
  type    = number
  default = -1
}

variable "throttling_rate_limit" {
  type    = number
  default = -1
}

variable "private_link_target_arns" {
  type    = list(string)
  default = []
}

variable "context" {
  type    = any
  default = {}
}

variable "enabled" {
  type    = bool
  default = null
}

variable "namespace" {
  type    = string
  default = null
}

variable "tenant" {
  type    = string
  default = null
}

variable "environment" {
  type    = string
  default = null
}

variable "stage" {
  type    = string
  default = null
}

variable "name" {
  type    = string
  default = null
}

variable "delimiter" {
  type    = string
  default = null
}

variable "attributes" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "label_order" {
  type    = list(string)
  default = null
}

module "this" {
  source = "cloudposse/label/null"

  context     = var.context
  enabled     = var.enabled
  namespace   = var.namespace
  tenant      = var.tenant
  environment = var.environment
  stage       = var.stage
  name        = var.name
  delimiter   = var.delimiter
  attributes  = var.attributes
  tags        = var.tags
  label_order = var.label_order
}

module "cloudwatch_log_group" {
  source = "cloudposse/cloudwatch-logs/aws"

  context           = module.this.context
  enabled           = module.this.enabled && var.logging_level != "OFF"
  retention_in_days = var.retention_in_days
}

locals {
  many = module.this.enabled ? 1 : 0
  # What the module logs by itself, without line breaks.
  format = join("", [
    "  {",
    "\t\"requestTime\": \"$context.requestTime\",",
    "\t\"requestId\": \"$context.requestId\",",
    "\t\"httpMethod\": \"$context.httpMethod\",",
    "\t\"path\": \"$context.path\",",
    "\t\"resourcePath\": \"$context.resourcePath\",",
    "\t\"status\": $context.status,",
    "\t\"responseLatency\": $context.responseLatency,",
    "  \"xrayTraceId\": \"$context.xrayTraceId\",",
    "  \"integrationRequestId\": \"$context.integration.requestId\",",
    "\t\"functionResponseStatus\": \"$context.integration.status\",",
    "  \"integrationLatency\": \"$context.integration.latency\",",
    "\t\"integrationServiceStatus\": \"$context.integration.integrationStatus\",",
    "  \"authorizeResultStatus\": \"$context.authorize.status\",",
    "\t\"authorizerServiceStatus\": \"$context.authorizer.status\",",
    "\t\"authorizerLatency\": \"$context.authorizer.latency\",",
    "\t\"authorizerRequestId\": \"$context.authorizer.requestId\",",
    "  \"ip\": \"$context.identity.sourceIp\",",
    "\t\"userAgent\": \"$context.identity.userAgent\",",
    "\t\"principalId\": \"$context.authorizer.principalId\",",
    "\t\"cognitoUser\": \"$context.identity.cognitoIdentityId\",",
    "  \"user\": \"$context.identity.user\"",
    "}",
  ])
}

resource "aws_api_gateway_rest_api" "this" {
  count = local.many

  name = module.this.id
  body = jsonencode(var.openapi_config)
  tags = module.this.tags

  endpoint_configuration {
    types            = [var.endpoint_type]
    vpc_endpoint_ids = var.endpoint_type == "PRIVATE" ? var.vpc_endpoints : null
  }
}

resource "aws_api_gateway_rest_api_policy" "this" {
  count = var.rest_api_policy != null ? local.many : 0

  rest_api_id = aws_api_gateway_rest_api.this[0].id
  policy      = var.rest_api_policy
}

resource "aws_api_gateway_deployment" "this" {
  count = local.many

  rest_api_id = aws_api_gateway_rest_api.this[0].id
}

resource "aws_api_gateway_stage" "this" {
  count = local.many

  rest_api_id          = aws_api_gateway_rest_api.this[0].id
  deployment_id        = aws_api_gateway_deployment.this[0].id
  stage_name           = var.stage_name != "" ? var.stage_name : module.this.stage
  xray_tracing_enabled = var.xray_tracing_enabled
  variables            = length(var.private_link_target_arns) > 0 ? { vpc_link_id = aws_api_gateway_vpc_link.this[0].id } : {}
  tags                 = module.this.tags

  dynamic "access_log_settings" {
    for_each = var.logging_level != "OFF" ? [1] : []
    content {
      destination_arn = module.cloudwatch_log_group.log_group_arn
      format          = replace(var.access_log_format != null ? var.access_log_format : local.format, "\n", "")
    }
  }
}

resource "aws_api_gateway_method_settings" "all" {
  count = local.many

  rest_api_id = aws_api_gateway_rest_api.this[0].id
  stage_name  = aws_api_gateway_stage.this[0].stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = var.metrics_enabled
    logging_level          = var.logging_level
    data_trace_enabled     = var.data_trace_enabled
    throttling_burst_limit = var.throttling_burst_limit
    throttling_rate_limit  = var.throttling_rate_limit
  }
}

resource "aws_api_gateway_vpc_link" "this" {
  count = length(var.private_link_target_arns) > 0 ? local.many : 0

  name        = module.this.id
  description = "VPC Link for ${module.this.id}"
  target_arns = var.private_link_target_arns
}

output "id" {
  value = aws_api_gateway_rest_api.this[0].id
}

output "root_resource_id" {
  value = aws_api_gateway_rest_api.this[0].root_resource_id
}

output "created_date" {
  value = aws_api_gateway_rest_api.this[0].created_date
}

output "execution_arn" {
  value = aws_api_gateway_rest_api.this[0].execution_arn
}

output "arn" {
  value = aws_api_gateway_rest_api.this[0].arn
}

output "invoke_url" {
  value = aws_api_gateway_stage.this[0].invoke_url
}

output "stage_arn" {
  value = aws_api_gateway_stage.this[0].arn
}
