# Two authorizers over functions: by token for REST, by request for HTTP.

variable "authorizer_arn" {
  type    = string
  default = "arn:aws:lambda:us-west-2:123456789012:function:authorize"
}

locals {
  invoke_arn = "arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/${var.authorizer_arn}/invocations"
}

resource "aws_iam_role" "invoke" {
  name = "invoke-authorizer"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "invoke" {
  name = "invoke"
  role = aws_iam_role.invoke.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = var.authorizer_arn
    }]
  })
}

resource "aws_api_gateway_rest_api" "legacy" {
  name = "tickets-legacy"
}

resource "aws_api_gateway_authorizer" "token" {
  name                             = "token"
  rest_api_id                      = aws_api_gateway_rest_api.legacy.id
  type                             = "TOKEN"
  authorizer_uri                   = local.invoke_arn
  authorizer_credentials           = aws_iam_role.invoke.arn
  authorizer_result_ttl_in_seconds = 300
  identity_source                  = "method.request.header.X-Ticket"
  identity_validation_expression   = "^[A-Z]{3}-\\d+$"
}

resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.legacy.id
  resource_id   = aws_api_gateway_rest_api.legacy.root_resource_id
  http_method   = "GET"
  authorization = "CUSTOM"
  authorizer_id = aws_api_gateway_authorizer.token.id
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id = aws_api_gateway_rest_api.legacy.id
  resource_id = aws_api_gateway_rest_api.legacy.root_resource_id
  http_method = aws_api_gateway_method.root.http_method
  type        = "MOCK"

  request_templates = {
    "application/json" = "{\"statusCode\": 200}"
  }
}

resource "aws_apigatewayv2_api" "tickets" {
  name          = "tickets"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "request" {
  api_id                            = aws_apigatewayv2_api.tickets.id
  name                              = "request"
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = local.invoke_arn
  authorizer_credentials_arn        = aws_iam_role.invoke.arn
  authorizer_payload_format_version = "2.0"
  authorizer_result_ttl_in_seconds  = 60
  enable_simple_responses           = true
  identity_sources                  = ["$request.header.Authorization", "$context.routeKey"]
}

resource "aws_apigatewayv2_integration" "tickets" {
  api_id             = aws_apigatewayv2_api.tickets.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://tickets.example.com/{proxy}"
}

resource "aws_apigatewayv2_route" "tickets" {
  api_id             = aws_apigatewayv2_api.tickets.id
  route_key          = "ANY /{proxy+}"
  target             = "integrations/${aws_apigatewayv2_integration.tickets.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.request.id
}

resource "aws_apigatewayv2_stage" "tickets" {
  api_id      = aws_apigatewayv2_api.tickets.id
  name        = "v2"
  auto_deploy = true
}
