variable "ttl" {
  type = number
}

variable "timeout_ms" {
  type = number
}

variable "pools" {
  type = list(string)
}

variable "passthrough" {
  type = string
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "orders.zip"
  publish       = true
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.orders.function_name
  function_version = aws_lambda_function.orders.version
}

resource "aws_iam_role" "queue" {
  name               = "orders-queue"
  assume_role_policy = "{}"
}

resource "aws_sqs_queue" "late" {
  name = "late-orders"
}

locals {
  # Decoded and encoded again: values that an apply knows stay where they are.
  orders = yamldecode(templatefile("${path.module}/spec/orders.yaml", {
    lambda  = aws_lambda_alias.live.invoke_arn
    role    = aws_iam_role.queue.arn
    queue   = aws_sqs_queue.late.name
    ttl     = var.ttl
    timeout = var.timeout_ms
    pools   = jsonencode(var.pools)
  }))
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = jsonencode(local.orders)
}

# The text of a template, with braces around values that stand in no quotes.
resource "aws_api_gateway_rest_api" "bills" {
  name = "bills"

  body = templatefile("${path.module}/spec/bills.yaml", {
    lambda      = aws_lambda_alias.live.invoke_arn
    timeout     = var.timeout_ms
    passthrough = var.passthrough
    note        = aws_sqs_queue.late.name
  })
}

# A literal, in which a number and a list are variables.
resource "aws_apigatewayv2_api" "quotes" {
  name          = "quotes"
  protocol_type = "HTTP"

  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "quotes", version = "1" }
    paths = {
      "/quotes" = {
        get = {
          security  = [{ jwt = [] }]
          responses = { default = { description = "an answer" } }
          "x-amazon-apigateway-integration" = {
            type                 = "aws_proxy"
            httpMethod           = "POST"
            uri                  = aws_lambda_alias.live.invoke_arn
            payloadFormatVersion = "2.0"
            timeoutInMillis      = var.timeout_ms
          }
        }
      }
    }
    components = {
      securitySchemes = {
        jwt = {
          type = "oauth2"
          "x-amazon-apigateway-authorizer" = {
            type             = "jwt"
            identitySource   = "$request.header.Authorization"
            jwtConfiguration = { issuer = "https://issuer.example.com", audience = var.pools }
          }
        }
      }
    }
  })
}
