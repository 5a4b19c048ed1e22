# Plans and keys of the customers of a partner API.

variable "customers" {
  type = map(object({
    plan    = string
    enabled = optional(bool, true)
  }))
  default = {
    acme   = { plan = "gold" }
    globex = { plan = "silver" }
    hooli  = { plan = "silver", enabled = false }
  }
}

locals {
  plans = {
    gold = {
      rate  = 100
      burst = 200
      quota = 1000000
    }
    silver = {
      rate  = 10
      burst = 20
      quota = 50000
    }
  }
}

resource "aws_api_gateway_rest_api" "partners" {
  name           = "partners"
  api_key_source = "HEADER"
}

resource "aws_api_gateway_resource" "reports" {
  rest_api_id = aws_api_gateway_rest_api.partners.id
  parent_id   = aws_api_gateway_rest_api.partners.root_resource_id
  path_part   = "reports"
}

resource "aws_api_gateway_method" "reports" {
  rest_api_id      = aws_api_gateway_rest_api.partners.id
  resource_id      = aws_api_gateway_resource.reports.id
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}

resource "aws_api_gateway_integration" "reports" {
  rest_api_id             = aws_api_gateway_rest_api.partners.id
  resource_id             = aws_api_gateway_resource.reports.id
  http_method             = aws_api_gateway_method.reports.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://reports.internal.example.com/v1"
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.partners.id
  depends_on  = [aws_api_gateway_integration.reports]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "v1" {
  rest_api_id   = aws_api_gateway_rest_api.partners.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = "v1"
}

resource "aws_api_gateway_usage_plan" "this" {
  for_each = local.plans

  name        = each.key
  description = "Plan ${title(each.key)}"

  api_stages {
    api_id = aws_api_gateway_rest_api.partners.id
    stage  = aws_api_gateway_stage.v1.stage_name

    throttle {
      path        = "/reports/GET"
      rate_limit  = each.value.rate / 10
      burst_limit = each.value.burst / 10
    }
  }

  throttle_settings {
    rate_limit  = each.value.rate
    burst_limit = each.value.burst
  }

  quota_settings {
    limit  = each.value.quota
    period = "MONTH"
  }
}

resource "aws_api_gateway_api_key" "customer" {
  for_each = var.customers

  name    = "customer-${each.key}"
  enabled = each.value.enabled
}

resource "aws_api_gateway_usage_plan_key" "customer" {
  for_each = var.customers

  key_id        = aws_api_gateway_api_key.customer[each.key].id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.this[each.value.plan].id
}

output "keys" {
  value     = { for name, key in aws_api_gateway_api_key.customer : name => key.value }
  sensitive = true
}
