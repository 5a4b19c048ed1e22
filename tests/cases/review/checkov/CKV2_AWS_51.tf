# Whether stages show backends a client certificate.

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
}

resource "aws_api_gateway_client_certificate" "shop" {
  description = "shop"
}

resource "aws_api_gateway_stage" "pass_rest" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "pass_rest"

  client_certificate_id = aws_api_gateway_client_certificate.shop.id
}

resource "aws_api_gateway_stage" "fail_rest" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "fail_rest"
}

resource "aws_apigatewayv2_api" "chat" {
  name          = "chat"
  protocol_type = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_stage" "pass_socket" {
  api_id = aws_apigatewayv2_api.chat.id
  name   = "pass_socket"

  client_certificate_id = aws_api_gateway_client_certificate.shop.id
}

resource "aws_apigatewayv2_stage" "fail_socket" {
  api_id = aws_apigatewayv2_api.chat.id
  name   = "fail_socket"
}

resource "aws_apigatewayv2_api" "news" {
  name          = "news"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_stage" "pass_http" {
  api_id = aws_apigatewayv2_api.news.id
  name   = "pass_http"
}
