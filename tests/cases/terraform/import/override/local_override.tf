resource "aws_apigatewayv2_api" "orders" {
  name = "orders-on-my-machine"
}
