# Blocks that depend on variables, and locals that are made of locals.

variable "cors" {
  type = object({
    origins = list(string)
    max_age = optional(number)
  })
  default = {
    origins = ["https://a.example.com"]
    max_age = 600
  }
}

variable "log_group_arn" {
  type    = string
  default = "arn:aws:logs:us-east-1:123456789012:log-group:/platform/api"
}

variable "limits" {
  description = "Throttles of single routes"
  type        = map(number)
  default = {
    "POST /uploads" = 5
  }
}

locals {
  base = {
    team = "media"
    tier = "public"
  }

  names = merge(local.base, { api = format("%s-%s", local.base.team, "uploads") })

  methods = ["GET", "POST"]
  routes  = { for method in local.methods : "${method} /uploads" => lower(method) }

  all_routes = merge(local.routes, {
    "GET /uploads/{id}" = "get_one"
  })

  log_format = {
    for field in ["requestId", "routeKey", "status"] : field => "$context.${field}"
  }
}

resource "aws_apigatewayv2_api" "uploads" {
  name          = local.names.api
  protocol_type = "HTTP"
  tags          = local.base

  dynamic "cors_configuration" {
    for_each = var.cors == null ? [] : [var.cors]

    content {
      allow_origins = cors_configuration.value.origins
      allow_methods = concat(local.methods, ["OPTIONS"])
      max_age       = cors_configuration.value.max_age
    }
  }
}

resource "aws_apigatewayv2_integration" "uploads" {
  for_each = local.all_routes

  api_id                 = aws_apigatewayv2_api.uploads.id
  integration_type       = "AWS_PROXY"
  integration_uri        = "arn:aws:lambda:us-east-1:123456789012:function:${local.base.team}-${each.value}"
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "uploads" {
  for_each = local.all_routes

  api_id    = aws_apigatewayv2_api.uploads.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.uploads[each.key].id}"
}

resource "aws_apigatewayv2_stage" "v1" {
  api_id      = aws_apigatewayv2_api.uploads.id
  name        = "v1"
  auto_deploy = true

  dynamic "access_log_settings" {
    for_each = compact([var.log_group_arn])

    content {
      destination_arn = access_log_settings.value
      format          = jsonencode(local.log_format)
    }
  }

  dynamic "route_settings" {
    for_each = var.limits
    iterator = limit

    content {
      route_key              = limit.key
      throttling_rate_limit  = limit.value
      throttling_burst_limit = limit.value * 2
    }
  }

  depends_on = [aws_apigatewayv2_route.uploads]
}
