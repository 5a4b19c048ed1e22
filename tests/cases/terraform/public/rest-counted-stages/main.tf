# Stages come from a list, in the order of promotion.

variable "stages" {
  description = "Names of the stages"
  type        = list(string)
  default     = ["dev", "test", "prod"]
}

variable "enable_cache" {
  description = "Whether the last stage has a cache"
  type        = bool
  default     = true
}

variable "backend" {
  type    = string
  default = "https://backend.example.com"
}

locals {
  last = length(var.stages) - 1
}

resource "aws_api_gateway_rest_api" "catalog" {
  name = "catalog"
}

resource "aws_api_gateway_resource" "items" {
  rest_api_id = aws_api_gateway_rest_api.catalog.id
  parent_id   = aws_api_gateway_rest_api.catalog.root_resource_id
  path_part   = "items"
}

resource "aws_api_gateway_resource" "item" {
  rest_api_id = aws_api_gateway_rest_api.catalog.id
  parent_id   = aws_api_gateway_resource.items.id
  path_part   = "{itemId}"
}

resource "aws_api_gateway_method" "get_item" {
  rest_api_id   = aws_api_gateway_rest_api.catalog.id
  resource_id   = aws_api_gateway_resource.item.id
  http_method   = "GET"
  authorization = "NONE"

  request_parameters = {
    "method.request.path.itemId"          = true
    "method.request.querystring.currency" = false
  }
}

resource "aws_api_gateway_integration" "get_item" {
  rest_api_id             = aws_api_gateway_rest_api.catalog.id
  resource_id             = aws_api_gateway_resource.item.id
  http_method             = aws_api_gateway_method.get_item.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "${var.backend}/$${stageVariables.version}/items/{id}"
  cache_key_parameters    = ["method.request.path.itemId"]
  cache_namespace         = "items"

  request_parameters = {
    "integration.request.path.id" = "method.request.path.itemId"
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.catalog.id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_resource.item.id,
      aws_api_gateway_method.get_item.request_parameters,
      aws_api_gateway_integration.get_item.uri,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "this" {
  count = length(var.stages)

  rest_api_id           = aws_api_gateway_rest_api.catalog.id
  deployment_id         = aws_api_gateway_deployment.this.id
  stage_name            = var.stages[count.index]
  cache_cluster_enabled = var.enable_cache && count.index == local.last
  cache_cluster_size    = var.enable_cache && count.index == local.last ? "0.5" : null

  variables = {
    version = count.index == local.last ? "stable" : "edge"
  }
}

resource "aws_api_gateway_method_settings" "this" {
  count = length(var.stages)

  rest_api_id = aws_api_gateway_rest_api.catalog.id
  stage_name  = aws_api_gateway_stage.this[count.index].stage_name
  method_path = "*/*"

  settings {
    caching_enabled        = count.index == local.last
    cache_ttl_in_seconds   = 600
    cache_data_encrypted   = true
    throttling_rate_limit  = 25 * (count.index + 1)
    throttling_burst_limit = 50 * (count.index + 1)
  }
}

output "urls" {
  value = aws_api_gateway_stage.this[*].invoke_url
}
