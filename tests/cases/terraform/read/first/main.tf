# The API.
# It has two comments above it.
resource "aws_apigatewayv2_api" "this" {
  name          = "${var.name}-api"
  protocol_type = "HTTP"
  description   = local.words[1]

  cors_configuration {
    allow_origins = ["https://a.example.com", var.origin]
    max_age       = 60 * 5
  }
}

variable "name" {
  default = "orders"
}

variable "origin" {
  type = string
}

variable "timeout_ms" {
  type    = number
  default = "5000"
}

locals {
  words = split(",", "one,two")
  routes = {
    list = { method = "GET", path = "/orders", function = "list-orders" }
    make = { method = "POST", path = "/orders", function = "make-order", open = true }
  }
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = local.routes

  api_id               = aws_apigatewayv2_api.this.id
  integration_type     = "AWS_PROXY"
  integration_uri      = "arn:aws:lambda:${data.aws_region.current.name}:${var.account}:function:${each.value.function}"
  timeout_milliseconds = var.timeout_ms
  description          = sha1(each.key)
}

data "aws_region" "current" {}

resource "aws_apigatewayv2_route" "this" {
  for_each = local.routes

  api_id             = aws_apigatewayv2_api.this.id
  route_key          = "${each.value.method} ${each.value.path}"
  target             = "integrations/${aws_apigatewayv2_integration.this[each.key].id}"
  authorization_type = lookup(each.value, "open", false) ? "NONE" : "AWS_IAM"
}

resource "aws_apigatewayv2_stage" "this" {
  count  = var.name == "orders" ? 2 : 0
  api_id = aws_apigatewayv2_api.this.id
  name   = "s${count.index}"

  access_log_settings {
    destination_arn = one(aws_cloudwatch_log_group.log[*].arn)
    format = jsonencode({
      requestId = "$context.requestId"
      api       = aws_apigatewayv2_api.this.id
      a         = [1, 2.50, true, null, "<&>"]
    })
  }

  dynamic "route_settings" {
    for_each = toset(["b", "a"])
    iterator = route
    content {
      route_key              = route.value
      throttling_burst_limit = count.index + 1
    }
  }
}

resource "aws_cloudwatch_log_group" "log" {
  name = "/aws/${upper(var.name)}"
}

resource "aws_lambda_permission" "none" {
  count = 0
}

output "first" {
  value = try(aws_lambda_permission.none[0].id, aws_apigatewayv2_stage.this[0].invoke_url)
}
