# Whether routes of HTTP and WebSocket APIs state an authorization type.

resource "aws_apigatewayv2_api" "news" {
  name          = "news"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "tokens" {
  api_id           = aws_apigatewayv2_api.news.id
  name             = "tokens"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["news"]
  }
}

resource "aws_apigatewayv2_authorizer" "lambda" {
  api_id                            = aws_apigatewayv2_api.news.id
  name                              = "lambda"
  authorizer_type                   = "REQUEST"
  identity_sources                  = ["$request.header.Authorization"]
  authorizer_payload_format_version = "2.0"
  authorizer_uri                    = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:tokens/invocations"
}

resource "aws_apigatewayv2_route" "fail_silent" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "$default"
}

resource "aws_apigatewayv2_route" "fail_none" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /offers"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_route" "pass_iam" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /orders"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_route" "pass_jwt" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /articles"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.tokens.id
}

resource "aws_apigatewayv2_route" "pass_lambda" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /drafts"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.lambda.id
}

resource "aws_apigatewayv2_api" "open" {
  name          = "open"
  protocol_type = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_route" "fail_connect" {
  api_id    = aws_apigatewayv2_api.open.id
  route_key = "$connect"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_api" "fail_message" {
  name          = "fail_message"
  protocol_type = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_route" "connect" {
  api_id    = aws_apigatewayv2_api.fail_message.id
  route_key = "$connect"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_route" "fail_message" {
  api_id    = aws_apigatewayv2_api.fail_message.id
  route_key = "$default"
}
